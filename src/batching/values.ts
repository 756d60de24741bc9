/** A block of values, whose views and copies are of its own kind. */
export interface Values extends ArrayLike<number> {
  set(values: this, offset?: number): void;
  subarray(start: number, end: number): this;
  slice(start: number, end: number): this;
}
