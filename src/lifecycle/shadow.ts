import { ScoredWines } from '../prediction/scored-wines';
import { WineBlock } from '../prediction/wine-block';
import { type ServedVersion } from '../serving/served-version';
import { type VersionRegistry } from '../serving/version-registry';
import { WIDTH } from '../wine-fields';

/** What the comparison of a shadow with the version that answered has found so far. */
export interface ShadowTotals {
  readonly version: string;
  /** The version that answered. */
  readonly against: string;
  /** Wines that both have scored. */
  readonly rows: number;
  /** Those of them that got the same grade. */
  readonly agreed: number;
  /** The sum of the scores' absolute differences, in grades. */
  readonly absoluteDifference: number;
}

/** Wines that a run takes at once: for a forest some milliseconds of a worker. */
const RUN_ROWS = 64;

/**
 * Has the version of the label `shadow` score wines that were answered, and holds its answers against
 * those that were given. Nobody waits for it: it runs in a worker, one short run at a time, and only
 * while no row waits for any version; when one does, all that it has not scored yet is dropped.
 */
export class Shadow {
  /** Wines that were to be compared and were not: too many, or others waited. */
  droppedRows = 0;
  /** Runs that failed. */
  failedRuns = 0;
  private readonly byPair = new Map<
    string,
    { -readonly [K in keyof ShadowTotals]: ShadowTotals[K] }
  >();
  private waiting: Slice[] = [];
  private waitingRows = 0;
  private isGoing = false;

  /**
   * @param scheduler does a task at the end of this turn of the event loop.
   * @param maxRows the most wines that wait to be compared; more are dropped.
   */
  constructor(
    private readonly registry: VersionRegistry,
    private readonly scheduler: { soon(task: () => void): void },
    private readonly maxRows: number,
  ) {}

  /** Whether wines wait to be compared, or are being compared. */
  get isBusy(): boolean {
    return this.isGoing;
  }

  /** The comparisons of every two versions since the start. */
  get totals(): readonly ShadowTotals[] {
    return [...this.byPair.values()];
  }

  /** Takes wines that were answered; those that nobody had scored are of no use. */
  readonly offer = (answered: readonly ScoredWines[]): void => {
    for (const scored of answered) {
      const { rows } = scored.wines;
      if (!scored.isLoaded) continue;
      if (this.waitingRows + rows > this.maxRows) {
        this.droppedRows += rows;
        continue;
      }
      for (let first = 0; first < rows; first += RUN_ROWS) {
        this.waiting.push({ scored, first, rows: Math.min(RUN_ROWS, rows - first) });
      }
      this.waitingRows += rows;
    }
    if (!this.isGoing && this.waiting.length > 0) this.goOn();
  };

  private goOn(): void {
    this.isGoing = true;
    this.scheduler.soon(() => void this.turn());
  }

  private async turn(): Promise<void> {
    const othersWait = this.registry.versions.some((version) => version.queuedRows() > 0);
    const { shadow } = this.registry.table;
    const slice = othersWait || !shadow ? undefined : this.waiting.shift();
    if (!shadow || !slice) {
      this.droppedRows += this.waitingRows;
      this.waiting = [];
      this.waitingRows = 0;
      this.isGoing = false;
      return;
    }
    this.waitingRows -= slice.rows;
    shadow.life.hold();
    try {
      await this.compare(slice, shadow);
    } catch {
      this.failedRuns++;
    }
    shadow.life.letGo();
    this.goOn();
  }

  private async compare({ scored, first, rows }: Slice, shadow: ServedVersion): Promise<void> {
    if (shadow === scored.version) return;
    const measurements = scored.wines.measurements.slice(first * WIDTH, (first + rows) * WIDTH);
    const other = new ScoredWines(shadow, new WineBlock(rows, measurements), () =>
      shadow.runner.runAside(shadow.preparation.prepare(measurements, rows), rows),
    );
    await other.load();
    const totals = this.totalsOf(shadow.name, scored.version.name);
    for (let row = 0; row < rows; row++) {
      const given = first + row;
      totals.rows++;
      if (other.quality(row) === scored.quality(given)) totals.agreed++;
      totals.absoluteDifference += Math.abs(other.score(row) - scored.score(given));
    }
  }

  private totalsOf(version: string, against: string) {
    const key = JSON.stringify([version, against]);
    let totals = this.byPair.get(key);
    if (!totals) {
      totals = { version, against, rows: 0, agreed: 0, absoluteDifference: 0 };
      this.byPair.set(key, totals);
    }
    return totals;
  }
}

/** Some of the wines of a block that was answered. */
interface Slice {
  readonly scored: ScoredWines;
  readonly first: number;
  readonly rows: number;
}
