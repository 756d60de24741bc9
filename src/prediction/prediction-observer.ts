import { type AdmittedWines } from './admitted-wines';
import { type ScoredWines } from './scored-wines';

/**
 * Told of the wines that callers send and of what they are graded. It is called on the way of every
 * request, so that it must be short and must not throw. An operation whose fields refuse an argument
 * may be executed twice, and is then told twice.
 */
export interface PredictionObserver {
  /** Wines were checked. */
  admitted(wines: AdmittedWines): void;
  /** Wines of a request have their answers. */
  scored(wines: ScoredWines): void;
}
