/** How far back the measurement looks, in milliseconds: what lies this long ago counts for a third. */
const MEMORY_MS = 500;
/** How many milliseconds of measuring what was expected counts as much as. */
const EXPECTED_MS = 100;

/**
 * How fast a queue drains, in rows a millisecond. It is measured while everything that can make
 * headway does, and by runs of so many rows only that they are worth one, as single rows would tell
 * little of what comes when many wait; at other times what was measured last stands.
 */
export class DrainSpeed {
  private rows: number;
  private ms = EXPECTED_MS;
  private isBusy = false;
  /** When the last run ended; undefined until one has since everything makes headway. */
  private lastEnd: number | undefined;

  /**
   * @param expected rows a millisecond, until something is measured.
   * @param leastRows the fewest rows of a run that tells something.
   */
  constructor(
    expected: number,
    private readonly leastRows: number,
  ) {
    this.rows = expected * EXPECTED_MS;
  }

  get rowsPerMs(): number {
    return this.rows / this.ms;
  }

  /** Notes whether from now on as many runs are going on as can make headway. */
  mark(isBusy: boolean): void {
    this.isBusy = isBusy;
    if (!isBusy) this.lastEnd = undefined;
  }

  /** Notes that a run of so many rows has ended. */
  ended(rows: number, now: number): void {
    if (!this.isBusy) return;
    // The first that ends may have begun long before the others.
    if (this.lastEnd !== undefined && rows >= this.leastRows) {
      const passed = now - this.lastEnd;
      const kept = Math.exp(-passed / MEMORY_MS);
      this.rows = this.rows * kept + rows;
      this.ms = this.ms * kept + passed;
    }
    this.lastEnd = now;
  }
}
