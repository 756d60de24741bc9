import { Batcher, type BatcherOptions, type Priority } from '../batching/batcher';
import { systemScheduler } from '../batching/scheduler';
import { type WorkerPool } from '../inference/worker-pool';
import { type LaneMetrics } from '../observability/lane-metrics';
import { type ModelVersion } from '../repository/model-version';
import { type ServedVersion } from '../serving/served-version';
import { type Settings } from '../settings';
import { maxQueuedRows, plannedRowsPerMs } from './lane-limits';
import { tracedCaller } from './traced-caller';

type LaneLimits = Pick<
  BatcherOptions<Float32Array>,
  'maxRunRows' | 'leastSliceRows' | 'parallelRuns' | 'concurrentRuns'
>;

/** A version's scoring lanes. */
export interface ScoringLanes extends Pick<
  ServedVersion,
  'score' | 'takes' | 'refusalOf' | 'expect' | 'queuedRows'
> {
  /** Rejects what comes from now on; resolves when what came before has been answered. */
  readonly close: () => Promise<unknown>;
}

/** A request of at most so many rows goes before slices of longer ones. */
const SHORT_ROWS = 16;

const priorityOf = (rows: number): Priority => (rows <= SHORT_ROWS ? 0 : 1);

/**
 * Rows of all requests to a version share its runs, in two lanes: short requests on the event loop's
 * thread, and long ones in the workers, whose slices nobody in the first has to wait for.
 */
export function createScoringLanes(
  { name: version, runner }: Pick<ModelVersion, 'name' | 'runner'>,
  pool: WorkerPool | undefined,
  settings: Settings,
  metrics?: LaneMetrics,
): ScoringLanes {
  const { plan } = runner;
  const { offloadRows, hereRows, sliceRows, leastSliceRows, parallelRuns, concurrentRuns } = plan;
  const lane = (
    name: string,
    run: 'run' | 'runHere',
    limits: LaneLimits,
  ): Batcher<Float32Array> => {
    const expectedRowsPerMs = plannedRowsPerMs(plan, limits.maxRunRows, limits.parallelRuns);
    const batcher = new Batcher<Float32Array>({
      inputWidth: runner.inputWidth,
      outputWidth: runner.outputWidth,
      allocate: (length): Float32Array => new Float32Array(length),
      run: (block, rows) => runner[run](block, rows),
      ...limits,
      expectedRowsPerMs,
      maxQueuedRows: maxQueuedRows(settings, expectedRowsPerMs, settings.MAX_BATCH_ROWS),
      delayMs: settings.BATCH_DELAY_MS,
      scheduler: systemScheduler,
      interruptions: () => pool?.deaths ?? 0,
      observer: metrics?.of(name, version),
    });
    metrics?.watch(name, version, batcher);
    return batcher;
  };
  const short = lane('short', 'runHere', {
    maxRunRows: hereRows,
    leastSliceRows: hereRows,
    parallelRuns: 1,
    concurrentRuns: 1,
  });
  const long = lane('long', 'run', {
    maxRunRows: sliceRows,
    leastSliceRows,
    parallelRuns,
    concurrentRuns,
  });
  const laneOf = (rows: number) => (rows < offloadRows ? short : long);
  return {
    score(prepared, rows, caller) {
      const batcher = laneOf(rows);
      const traced = tracedCaller(caller, batcher === short ? 'short' : 'long', version);
      return batcher.submit(prepared, rows, traced, priorityOf(rows));
    },
    takes: (rows, caller) => laneOf(rows).takes(rows, caller, priorityOf(rows)),
    refusalOf: (rows, caller) => laneOf(rows).refusalOf(rows, caller, priorityOf(rows)),
    expect: (rows) => laneOf(rows).expect(rows),
    queuedRows: () => short.queuedRows + long.queuedRows,
    close: () => Promise.all([short.close(), long.close()]),
  };
}
