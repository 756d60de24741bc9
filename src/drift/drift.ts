import { type ScoredWines } from '../prediction/scored-wines';
import { type ModelVersion } from '../repository/model-version';
import { DriftMonitor, type DriftReport } from './drift-monitor';

/** Requests of few wines that are taken in together. */
const TOGETHER = 64;
/** Wines that are few. */
const FEW = 16;

/**
 * The drift of every version that is asked. A version that is let go of takes its own with it.
 *
 * Small requests are only noted, and taken in several at a time: what that touches is out of the
 * processor's caches after each request, and would cost a wine alone some microseconds.
 */
export class Drift {
  private readonly monitors = new WeakMap<ModelVersion, DriftMonitor>();
  private sent: ScoredWines[] = [];
  private graded: ScoredWines[] = [];
  /** When the first of the noted requests came. */
  private noted = 0;

  /** @param now milliseconds since 1970; tests bring their own. */
  constructor(private readonly now: () => number = Date.now) {}

  /** Takes in the wines of a request. */
  addWines(wines: ScoredWines): void {
    if (this.sent.length === 0) this.noted = this.now();
    if (this.sent.push(wines) >= TOGETHER || wines.wines.rows > FEW) this.settle();
  }

  /** Takes in what the wines of a request were graded; they are loaded. */
  addGrades(wines: ScoredWines): void {
    if (this.graded.push(wines) >= TOGETHER || wines.wines.rows > FEW) this.settle();
  }

  /** How the wines that came last for a version differ from those that it was trained on. */
  report(version: ModelVersion): DriftReport {
    this.settle();
    return this.of(version).report();
  }

  /** The same for a version of which not everything may be known; undefined where there is not. */
  reportAny(version: Partial<ModelVersion>): DriftReport | undefined {
    return isWhole(version) ? this.report(version) : undefined;
  }

  /** Takes in what was only noted. */
  settle(): void {
    for (const { version, wines } of this.sent) this.of(version).addWines(wines, this.noted);
    for (const wines of this.graded) this.of(wines.version).addGrades(wines);
    this.sent = [];
    this.graded = [];
  }

  private of(version: ModelVersion): DriftMonitor {
    let monitor = this.monitors.get(version);
    if (!monitor) {
      monitor = new DriftMonitor(version);
      this.monitors.set(version, monitor);
    }
    return monitor;
  }
}

function isWhole(version: Partial<ModelVersion>): version is ModelVersion {
  return version.runner !== undefined;
}
