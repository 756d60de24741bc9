import { type AdmittedWines } from './admitted-wines';
import { type ScoredWines } from './scored-wines';

/** A wine that was sent and of which something is missing or no number, by field and code. */
export interface UnreadableWine {
  readonly faults: readonly { readonly field: string; readonly code: string }[];
}

/**
 * Told of the wines that callers send and of what they are graded, once for each operation. It is
 * called on the way of every request, so that it must be short and must not throw.
 */
export interface PredictionObserver {
  /** Wines were checked. */
  admitted(wines: AdmittedWines): void;
  /** Wines for a version could not be read, which the check would have needed. */
  unreadable(version: string, wines: readonly UnreadableWine[]): void;
  /** Wines of a request have their answers. */
  scored(wines: ScoredWines): void;
}
