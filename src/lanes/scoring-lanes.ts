import { Batcher, type BatcherOptions, type Priority } from '../batching/batcher';
import { systemScheduler } from '../batching/scheduler';
import { type GatewayError } from '../errors';
import { type ModelRunner } from '../inference/model-runner';
import { type AnyCaller } from '../prediction/caller';
import { type ScoreRows } from '../prediction/prediction-service';
import { type ModelRepository } from '../repository/model-repository';
import { type ModelVersion } from '../repository/model-version';
import { type Settings } from '../settings';
import { maxQueuedRows, plannedRowsPerMs } from './lane-limits';

/** Where a version's rows wait for its runs. */
export interface ScoringLanes {
  readonly score: ScoreRows;
  /** Why so many rows would be refused now, `OVERLOADED`; undefined when they would be taken. */
  readonly refusalOf: (
    version: ModelVersion,
    rows: number,
    caller: AnyCaller,
  ) => GatewayError | undefined;
}

type LaneLimits = Pick<
  BatcherOptions<Float32Array>,
  'maxRunRows' | 'leastSliceRows' | 'parallelRuns' | 'concurrentRuns'
>;

/** A request of at most so many rows goes before slices of longer ones. */
const SHORT_ROWS = 16;

const SPARE: Priority = 2;
const priorityOf = (rows: number): Priority => (rows <= SHORT_ROWS ? 0 : 1);

/**
 * Rows of all requests to a version share its runs, in two lanes: short requests on the event loop's
 * thread, and long ones in the workers, whose slices nobody in the first has to wait for.
 */
export function createScoringLanes(
  { versions }: ModelRepository,
  settings: Settings,
): ScoringLanes {
  const lanes = new Map(versions.map((version) => [version, lanesOf(version.runner, settings)]));
  const laneOf = (version: ModelVersion, rows: number): Batcher<Float32Array> => {
    const lane = lanes.get(version);
    if (!lane) throw new Error(`expected lanes for version ${version.name}`);
    return rows < version.runner.plan.offloadRows ? lane.short : lane.long;
  };
  return {
    score(version, prepared, rows, caller, urgency) {
      const priority = urgency === 'spare' ? SPARE : priorityOf(rows);
      return laneOf(version, rows).submit(prepared, rows, caller, priority);
    },
    refusalOf: (version, rows, caller) =>
      laneOf(version, rows).refusalOf(rows, caller, priorityOf(rows)),
  };
}

function lanesOf(runner: ModelRunner, settings: Settings) {
  const { plan } = runner;
  const { offloadRows, sliceRows, leastSliceRows, parallelRuns, concurrentRuns } = plan;
  const lane = (limits: LaneLimits): Batcher<Float32Array> => {
    const expectedRowsPerMs = plannedRowsPerMs(plan, limits.maxRunRows, limits.parallelRuns);
    return new Batcher({
      inputWidth: runner.inputWidth,
      outputWidth: runner.outputWidth,
      allocate: (length): Float32Array => new Float32Array(length),
      run: (block, rows) => runner.run(block, rows),
      ...limits,
      expectedRowsPerMs,
      maxQueuedRows: maxQueuedRows(settings, expectedRowsPerMs, settings.MAX_BATCH_ROWS),
      delayMs: settings.BATCH_DELAY_MS,
      scheduler: systemScheduler,
    });
  };
  const shortRows = Math.max(1, Math.min(sliceRows, offloadRows - 1));
  return {
    short: lane({
      maxRunRows: shortRows,
      leastSliceRows: shortRows,
      parallelRuns: 1,
      concurrentRuns: 1,
    }),
    long: lane({ maxRunRows: sliceRows, leastSliceRows, parallelRuns, concurrentRuns }),
  };
}
