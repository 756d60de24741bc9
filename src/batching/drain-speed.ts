/** How far back the measurement looks, in milliseconds: what lies this long ago counts for a third. */
const MEMORY_MS = 1000;

/**
 * How fast a queue drains, in rows a millisecond. It is measured while rows wait behind full runs,
 * as only then runs take as many rows as they can; at other times what was measured last stands.
 */
export class DrainSpeed {
  private rows: number;
  private ms = MEMORY_MS;
  private isBusy = false;
  /** When the last run ended; undefined until one has since rows wait. */
  private lastEnd: number | undefined;

  /** @param expected rows a millisecond, until something is measured. */
  constructor(expected: number) {
    this.rows = expected * MEMORY_MS;
  }

  get rowsPerMs(): number {
    return this.rows / this.ms;
  }

  /** Notes whether rows wait from now on although every run that may is going on. */
  mark(isBusy: boolean): void {
    this.isBusy = isBusy;
    if (!isBusy) this.lastEnd = undefined;
  }

  /** Notes that a run of so many rows has ended. */
  ended(rows: number, now: number): void {
    if (!this.isBusy) return;
    // The first that ends may have begun long before anything waited.
    if (this.lastEnd !== undefined) {
      const passed = now - this.lastEnd;
      const kept = Math.exp(-passed / MEMORY_MS);
      this.rows = this.rows * kept + rows;
      this.ms = this.ms * kept + passed;
    }
    this.lastEnd = now;
  }
}
