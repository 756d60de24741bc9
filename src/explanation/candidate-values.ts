import { type Preparation } from '../preprocessing/preprocessing';
import { WIDTH } from '../wine-fields';
import { type Cuts } from './cuts';

/**
 * For each measurement the values at which the forest's answer can change: thresholds of the splits
 * on the column that is this measurement as it came. A wine at such a value goes left, one just above
 * goes right.
 *
 * @param count at most so many a measurement: of more, quantiles of the distinct ones
 * @returns ascending, each of them one of the forest's; empty where no such column is split on
 */
export function candidateValues(
  { threshold, first }: Cuts,
  { isMeasurement, sources }: Preparation,
  count: number,
): readonly Float64Array[] {
  const values = Array.from({ length: WIDTH }, () => new Float64Array());
  for (const [column, isPlain] of isMeasurement.entries()) {
    const [measurement] = sources[column] ?? [];
    if (!isPlain || measurement === undefined) continue;
    // Cuts are distinct and ascend; a measurement that is handed on twice has the same cuts to offer.
    const all = [...threshold.subarray(first[column], first[column + 1])];
    const known = [...(values[measurement] ?? [])];
    values[measurement] = Float64Array.from(new Set([...known, ...all])).sort();
  }
  return values.map((all) => quantiles(all, count));
}

/** Of more than `count` values those at the middles of `count` equal parts. */
function quantiles(values: Float64Array, count: number): Float64Array {
  if (values.length <= count) return values;
  return new Float64Array(count).map(
    (_, i) => values[Math.floor(((i + 0.5) * values.length) / count)] as number,
  );
}
