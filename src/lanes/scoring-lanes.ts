import { Batcher, type BatcherOptions } from '../batching/batcher';
import { systemScheduler } from '../batching/scheduler';
import { type LaneMetrics } from '../observability/lane-metrics';
import { type ModelVersion } from '../repository/model-version';
import { type ServedVersion } from '../serving/served-version';
import { type Settings } from '../settings';
import { tracedCaller } from './traced-caller';

type LaneLimits = Pick<
  BatcherOptions<Float32Array>,
  'maxRunRows' | 'leastSliceRows' | 'parallelRuns' | 'concurrentRuns'
>;

/** A version's scoring lanes. */
export interface ScoringLanes extends Pick<ServedVersion, 'score' | 'queuedRows'> {
  /** Rejects what comes from now on; resolves when what came before has been answered. */
  close(): Promise<unknown>;
}

/**
 * Rows of all requests to a version share its runs, in two lanes: short requests on the event loop's
 * thread, and long ones in the workers, whose slices nobody in the first has to wait for.
 */
export function createScoringLanes(
  { name: version, runner }: Pick<ModelVersion, 'name' | 'runner'>,
  settings: Settings,
  metrics?: LaneMetrics,
): ScoringLanes {
  const { offloadRows, sliceRows, leastSliceRows, ...runs } = runner.plan;
  const lane = (name: string, limits: LaneLimits): Batcher<Float32Array> => {
    const batcher = new Batcher<Float32Array>({
      inputWidth: runner.inputWidth,
      outputWidth: runner.outputWidth,
      allocate: (length): Float32Array => new Float32Array(length),
      run: (block, rows) => runner.run(block, rows),
      ...limits,
      maxQueuedRows: settings.MAX_QUEUED_ROWS,
      delayMs: settings.BATCH_DELAY_MS,
      scheduler: systemScheduler,
      observer: metrics?.of(name, version),
    });
    metrics?.watch(name, version, batcher);
    return batcher;
  };
  const shortRows = Math.max(1, Math.min(sliceRows, offloadRows - 1));
  const short = lane('short', {
    maxRunRows: shortRows,
    leastSliceRows: shortRows,
    parallelRuns: 1,
    concurrentRuns: 1,
  });
  const long = lane('long', { maxRunRows: sliceRows, leastSliceRows, ...runs });
  return {
    score(prepared, rows, caller) {
      const isShort = rows < offloadRows;
      const traced = tracedCaller(caller, isShort ? 'short' : 'long', version);
      return (isShort ? short : long).submit(prepared, rows, traced);
    },
    queuedRows: () => short.queuedRows + long.queuedRows,
    close: () => Promise.all([short.close(), long.close()]),
  };
}
