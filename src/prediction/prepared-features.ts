import { type ModelVersion } from '../repository/model-version';
import { type Feature } from '../repository/parameters';
import { WIDTH, type WineFeature } from '../wine-fields';

/** One measurement of a wine as the model gets it, and among the training wines. */
export interface PreparedFeature {
  readonly feature: WineFeature;
  readonly value: number;
  /** The model's column that is made of this measurement alone; null where there is none. */
  readonly prepared: number | null;
  /** The share of training wines below the value, and half of those that have it, in percent. */
  readonly percentile: number;
}

/** A wine's measurements as the version prepares them, in the order of the feature table. */
export function preparedFeatures(
  { features, preparation }: ModelVersion,
  wine: Float64Array,
): PreparedFeature[] {
  const prepared = preparation.prepare(wine, 1);
  return features.map((feature, i) => {
    const value = wine[i] as number;
    const column = preparation.sources.findIndex((of) => of.length === 1 && of[0] === i);
    return {
      feature: feature.name,
      value,
      prepared: column < 0 ? null : (prepared[column] as number),
      percentile: percentile(value, feature),
    };
  });
}

/**
 * A value's percentile rank among the training wines, counting half of those that equal it (mid-rank),
 * so that the most common value is in the middle of itself.
 */
export function percentile(value: number, { training: { values, atMost } }: Feature): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  const below = atMost[low - 1] ?? 0;
  const notAbove = values[low] === value ? (atMost[low] as number) : below;
  return (50 * (below + notAbove)) / (atMost.at(-1) as number);
}

/** The row of a block. */
export function wineAt(measurements: Float64Array, row: number): Float64Array {
  return measurements.subarray(row * WIDTH, (row + 1) * WIDTH);
}
