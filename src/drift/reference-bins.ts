import { type Feature } from '../repository/parameters';

/** Bins that a measurement's values are sorted into: tenths of the training wines. */
export const MOST_BINS = 10;

/** A measurement's bins, and how the training wines are spread over them. */
export interface ReferenceBins {
  /** The highest value of every bin but the last, ascending. */
  readonly edges: readonly number[];
  /** The share of the training wines in each bin, none of them 0. */
  readonly shares: readonly number[];
}

/**
 * Cuts a measurement's training values at their deciles. Where many wines have the same value, deciles
 * fall together and there are fewer bins; their shares are counted, so that the training wines
 * themselves never seem to have drifted.
 */
export function referenceBins({ training }: Pick<Feature, 'training'>): ReferenceBins {
  const { values, atMost } = training;
  const wines = atMost.at(-1) ?? 0;
  const edges: number[] = [];
  const shares: number[] = [];
  let before = 0;
  for (let decile = 1; decile < MOST_BINS; decile++) {
    const at = atMost.findIndex((count) => count * MOST_BINS >= decile * wines);
    const edge = values[at] as number;
    const upTo = atMost[at] as number;
    // Another decile of the same value, or nothing left above it.
    if (edge === edges.at(-1) || upTo === wines) continue;
    edges.push(edge);
    shares.push((upTo - before) / wines);
    before = upTo;
  }
  shares.push((wines - before) / wines);
  return { edges, shares };
}
