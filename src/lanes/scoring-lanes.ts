import { Batcher, type BatcherOptions } from '../batching/batcher';
import { systemScheduler } from '../batching/scheduler';
import { type ModelRunner } from '../inference/model-runner';
import { type ServedVersion } from '../serving/served-version';
import { type Settings } from '../settings';

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
export function createScoringLanes(runner: ModelRunner, settings: Settings): ScoringLanes {
  const { offloadRows, sliceRows, leastSliceRows, ...runs } = runner.plan;
  const lane = (limits: LaneLimits): Batcher<Float32Array> =>
    new Batcher({
      inputWidth: runner.inputWidth,
      outputWidth: runner.outputWidth,
      allocate: (length): Float32Array => new Float32Array(length),
      run: (block, rows) => runner.run(block, rows),
      ...limits,
      maxQueuedRows: settings.MAX_QUEUED_ROWS,
      delayMs: settings.BATCH_DELAY_MS,
      scheduler: systemScheduler,
    });
  const shortRows = Math.max(1, Math.min(sliceRows, offloadRows - 1));
  const short = lane({
    maxRunRows: shortRows,
    leastSliceRows: shortRows,
    parallelRuns: 1,
    concurrentRuns: 1,
  });
  const long = lane({ maxRunRows: sliceRows, leastSliceRows, ...runs });
  return {
    score: (prepared, rows, caller) =>
      (rows < offloadRows ? short : long).submit(prepared, rows, caller),
    queuedRows: () => short.queuedRows + long.queuedRows,
    close: () => Promise.all([short.close(), long.close()]),
  };
}
