import { type TreesModel } from './read-model';

/** What nodes split on, by their place; of leaves it means nothing. */
export interface Splits {
  readonly column: Int32Array;
  readonly threshold: Float32Array;
}

/** The distinct splits, ordered by column, then by threshold. */
export interface Cuts {
  readonly column: Int32Array;
  /** A row goes left where its column's float32 value is not above. */
  readonly threshold: Float32Array;
  /** Column c's cuts are those from `first[c]` to before `first[c + 1]`. */
  readonly first: Int32Array;
}

/**
 * A model's splits with those on a negated column turned back: -c <= t says c >= -t, and "not" of that is
 * c <= the float32 below -t, exactly. So the true child of such a split is the right one.
 */
export function plainSplits({ columns, thresholds, negatedFrom }: TreesModel): Splits {
  const column = Int32Array.from(columns);
  const threshold = Float32Array.from(thresholds);
  for (let i = 0; i < column.length; i++) {
    if ((column[i] as number) < negatedFrom) continue;
    column[i] = (column[i] as number) - negatedFrom;
    threshold[i] = floatBelow(-(threshold[i] as number));
  }
  return { column, threshold };
}

/** The distinct splits. */
export function collectCuts(
  { column, threshold }: Splits,
  isLeaf: readonly boolean[],
  width: number,
): Cuts {
  const perColumn = Array.from({ length: width }, (): number[] => []);
  for (let i = 0; i < column.length; i++) {
    // -0 + 0 is 0, which cuts alike.
    if (!isLeaf[i]) perColumn[column[i] as number]?.push((threshold[i] as number) + 0);
  }
  const distinct = perColumn.map((thresholds) =>
    // Typed, it is sorted by value, and fast.
    Float32Array.from(thresholds)
      .sort()
      .filter((value, i, sorted) => value !== sorted[i - 1]),
  );
  const first = new Int32Array(width + 1);
  for (const [i, { length }] of distinct.entries()) first[i + 1] = (first[i] as number) + length;
  const count = first[width] as number;
  const cuts = { column: new Int32Array(count), threshold: new Float32Array(count), first };
  for (const [i, thresholds] of distinct.entries()) {
    cuts.column.fill(i, first[i], first[i + 1]);
    cuts.threshold.set(thresholds, first[i]);
  }
  return cuts;
}

/** The first of a column's cuts that a value goes left at; those after it, too. */
export function firstLeft({ threshold, first }: Cuts, column: number, value: number): number {
  let low = first[column] as number;
  let high = first[column + 1] as number;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (threshold[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The largest float32 below a finite float32. */
export function floatBelow(value: number): number {
  float[0] = value === 0 ? 0 : value;
  // Floats of one sign are ordered as their bits are; below 0 comes the smallest negative one.
  if (value === 0) bits[0] = 0x80000001 | 0;
  else bits[0] = (bits[0] as number) + (value > 0 ? -1 : 1);
  return float[0];
}
