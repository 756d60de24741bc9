import { type RunPlan } from './model-runner';

/** What runs of a model cost, in milliseconds. */
export interface RunCosts {
  /** A run on the event loop's thread costs `perRun + rows × perRow`. */
  readonly perRun: number;
  readonly perRow: number;
  /** From handing one row to a worker until its answer is here; Infinity where there are no workers. */
  readonly roundTrip: number;
}

/** What a plan takes from the settings instead of from the costs. */
export interface PlanSettings {
  /** The workers' number, and how many runs they take at once; 0 without workers. */
  readonly workers: number;
  readonly workerRuns: number;
  readonly offloadRows: number | undefined;
  readonly sliceRows: number | undefined;
}

/**
 * How long a slice may keep the event loop's thread, in ms: everything waits for it. Short requests
 * share a run even when together they are as long as what leaves: each of many would cost more alone.
 */
const SLICE_MS_HERE = 4;
/**
 * How long a slice may keep a worker, in ms. Only other long lists wait for it; but a list of ten
 * thousand should be more slices than there are workers, as one of them shares its core with the event
 * loop: in two slices (50 ms) version 2 takes an eighth longer for it than in four. With 30 ms, twice as
 * much as can be done had 68 to 102 % of it answered, with 50 ms 98 to 118 %. The longer, the cheaper a
 * row, as a tree stays in the cache for more of them: of 1,000 rows of version 2 each costs 1.1 to 1.6 ×
 * as much as of 10,000, the more the busier the caches are; of 2,500 it is 1.1 to 1.3 ×.
 */
const SLICE_MS_THERE = 40;
/** From how many ms on a slice is worth being cut from a list so that another core takes it. */
const LEAST_SLICE_MS = 2;
const SLICE_ROWS = { least: 16, most: 20_000 };
/** A stall that nobody notices, in ms. */
const UNNOTICED_MS = 1;

/**
 * The plan for a model of these costs. A run leaves the event loop's thread from the size on at
 * which staying takes longer than the round trip to a worker, or would be noticed, as a busy machine
 * makes the trip look long; but never a single row, and never when even whole slices pass unnoticed.
 * A size that is set holds, unless not even a worker's slices are that long.
 */
export function planRuns(costs: RunCosts, settings: PlanSettings): RunPlan {
  const perRow = Math.max(costs.perRow, Number.MIN_VALUE);
  const measured = { perRunMs: costs.perRun, perRowMs: costs.perRow };
  const rowsWithin = (ms: number): number => (ms - costs.perRun) / perRow;
  const sliceOf = (ms: number): number => settings.sliceRows ?? bounded(rowsWithin(ms));

  const isNoticed = costs.perRun + sliceOf(SLICE_MS_HERE) * perRow > UNNOTICED_MS;
  const away = Math.min(rowsWithin(costs.roundTrip), rowsWithin(UNNOTICED_MS));
  const worthIt = isNoticed ? Math.max(Math.ceil(away), 2) : Infinity;
  const offloadRows = settings.workerRuns === 0 ? Infinity : (settings.offloadRows ?? worthIt);

  if (offloadRows > sliceOf(SLICE_MS_THERE)) {
    const rows = sliceOf(SLICE_MS_HERE);
    const slices = { hereRows: rows, sliceRows: rows, leastSliceRows: rows };
    return { offloadRows: Infinity, ...slices, parallelRuns: 1, concurrentRuns: 1, ...measured };
  }
  const together = Math.max(offloadRows - 1, Math.floor(rowsWithin(UNNOTICED_MS)));
  const hereRows = Math.max(1, Math.min(sliceOf(SLICE_MS_HERE), together));
  const sliceRows = sliceOf(SLICE_MS_THERE);
  const leastSliceRows = Math.min(bounded(rowsWithin(LEAST_SLICE_MS)), sliceRows);
  const { workers: parallelRuns, workerRuns: concurrentRuns } = settings;
  const slices = { hereRows, sliceRows, leastSliceRows };
  return { offloadRows, ...slices, parallelRuns, concurrentRuns, ...measured };
}

function bounded(rows: number): number {
  return Math.min(Math.max(Math.floor(rows), SLICE_ROWS.least), SLICE_ROWS.most);
}
