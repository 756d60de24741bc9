import { type Caller } from '../prediction/caller';
import { type ModelVersion } from '../repository/model-version';

/** Shapley values of a block of wines' scores. */
export interface Explanations {
  /** The mean score of the version's reference wines, which every explanation starts from. */
  readonly baseline: number;
  /** Eleven contributions a wine, row-major, in the order of the measurements. */
  readonly contributions: Float64Array;
}

/** Explains `rows` wines of eleven measurements by a version. Rejects as a model run does. */
export type ExplainRows = (
  version: ModelVersion,
  measurements: Float64Array,
  rows: number,
  caller: Caller,
) => Promise<Explanations>;
