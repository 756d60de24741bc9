/** What bounds the slices of a list. */
export interface SliceLimits {
  /** The most rows in one run, and so in a slice. */
  readonly maxRunRows: number;
  /** A slice of fewer rows is not worth a run of its own; at most `maxRunRows`. */
  readonly leastSliceRows: number;
  /** Runs that make headway at the same time, and so share a list's work. */
  readonly parallelRuns: number;
}

/**
 * Rows in each slice of a list. Where slices of less than a whole run are worthwhile, they are equal
 * and as many as keep all parallel runs busy to the end; a list of a little more than one run would
 * otherwise leave all but one of them with nothing to do.
 */
export function sliceRowsOf(rows: number, limits: SliceLimits): number {
  const { maxRunRows, leastSliceRows, parallelRuns } = limits;
  const fewest = Math.ceil(rows / maxRunRows);
  const most = Math.floor(rows / leastSliceRows);
  if (most < fewest) return maxRunRows;
  const even = Math.ceil(fewest / parallelRuns) * parallelRuns;
  return Math.ceil(rows / Math.min(even, most));
}
