/** How far back the measurement looks, in milliseconds: what lies this long ago counts for a third. */
const MEMORY_MS = 500;
/** How many milliseconds of measuring what was expected counts as much as. */
const EXPECTED_MS = 100;

/**
 * How fast a queue drains, in rows a millisecond. It is measured while everything that can make
 * headway does, and by runs of so many rows only that they are worth one, as single rows would tell
 * little of what comes when many wait. While there is room for more, what was measured is forgotten in
 * favour of what was expected: else a speed that was low for a while would have so few let in that it
 * could not be measured again.
 */
export class DrainSpeed {
  private rows: number;
  private ms = EXPECTED_MS;
  private isBusy = false;
  private idleSince = 0;
  /** When the last run ended; undefined until one has since everything makes headway. */
  private lastEnd: number | undefined;

  /**
   * @param expected rows a millisecond, as long as nothing is measured.
   * @param leastRows the fewest rows of a run that tells something.
   */
  constructor(
    private readonly expected: number,
    private readonly leastRows: number,
  ) {
    this.rows = expected * EXPECTED_MS;
  }

  get rowsPerMs(): number {
    return this.rows / this.ms;
  }

  /** Notes whether from now on as many runs are going on as can make headway. */
  mark(isBusy: boolean, now: number): void {
    if (isBusy === this.isBusy) return;
    this.isBusy = isBusy;
    this.lastEnd = undefined;
    if (isBusy) {
      const kept = Math.exp(-(now - this.idleSince) / MEMORY_MS);
      this.rows = this.rows * kept + this.expected * this.ms * (1 - kept);
    } else {
      this.idleSince = now;
    }
  }

  /** Notes that a run of so many rows has ended. */
  ended(rows: number, now: number): void {
    if (!this.isBusy) return;
    // The first that ends may have begun long before the others.
    if (this.lastEnd !== undefined && rows >= this.leastRows) {
      const passed = now - this.lastEnd;
      const kept = Math.exp(-passed / MEMORY_MS);
      // What passed fades like everything else: a long wait counts no more than can be remembered.
      const weight = MEMORY_MS * (1 - kept);
      this.rows = this.rows * kept + (passed > 0 ? (rows / passed) * weight : rows);
      this.ms = this.ms * kept + weight;
    }
    this.lastEnd = now;
  }

  /** Notes that runs were held up by what is no work of theirs: the next that ends tells nothing. */
  heldUp(): void {
    this.lastEnd = undefined;
  }
}
