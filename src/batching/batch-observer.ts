/**
 * Told of what happens to rows; times are milliseconds of the scheduler's clock. It is called within
 * the batcher's own work, so that it must be short and must not throw.
 */
export interface BatchObserver {
  /** The first rows of a request were taken into a run. */
  waited(from: number, to: number): void;
  /** A run ended; `rows` are those in it of whoever is told. */
  ran(rows: number, from: number, to: number, failed: boolean): void;
  /** A request was answered, all of its rows. */
  answered(from: number, to: number): void;
}
