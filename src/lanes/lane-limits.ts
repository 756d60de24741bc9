import { type RunPlan } from '../inference/model-runner';
import { type Settings } from '../settings';

/** The queue of a lane holds about as much work as it does in this time, in ms. */
const QUEUED_MS = 1000;
/** The largest lists that fit into a queue at least, so that a few clients may send them at once. */
const LONGEST_LISTS = 4;
/** Rows that wait take some 130 bytes each, whatever a model makes of them. */
const MOST_ROWS = 500_000;

/** How many rows a millisecond full runs of a lane do, as the plan's measurement has it. */
export function plannedRowsPerMs(
  { perRunMs, perRowMs }: RunPlan,
  maxRunRows: number,
  parallelRuns: number,
): number {
  // A run that seems to take no time at all was too short for the clock.
  return (parallelRuns * maxRunRows) / Math.max(perRunMs + maxRunRows * perRowMs, 0.001);
}

/**
 * The rows that may wait in a lane: the setting, or about a second of work, but no less than a few of
 * the longest lists that the contract allows, and no more than memory should be spent on.
 *
 * @param longest the most rows in one request
 */
export function maxQueuedRows(
  { MAX_QUEUED_ROWS }: Pick<Settings, 'MAX_QUEUED_ROWS'>,
  rowsPerMs: number,
  longest: number,
): number {
  if (MAX_QUEUED_ROWS !== undefined) return MAX_QUEUED_ROWS;
  const worked = Math.min(Math.ceil(rowsPerMs * QUEUED_MS), MOST_ROWS);
  return Math.max(worked, LONGEST_LISTS * longest);
}
