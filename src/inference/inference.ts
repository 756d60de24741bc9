import { measureRuns } from './measure-runs';
import {
  type CreateModelRunner,
  type ModelRunner,
  type ModelRunnerOptions,
  type OpenModel,
} from './model-runner';
import { openSession } from './onnx-session';
import { planRuns } from './run-plan';
import { WorkerPool } from './worker-pool';
import { type TellRedone } from './worker-threads';

/** How models are run. */
export interface InferenceSettings {
  /** Threads that one run may use. */
  readonly threads: number;
  /** Worker threads for the runs that are long; 0: everything on the event loop's thread. */
  readonly workers: number;
  /** Rows from which on a run goes to a worker; undefined: as measured. */
  readonly offloadRows: number | undefined;
  /** Rows that a run should not exceed; undefined: as measured. */
  readonly sliceRows: number | undefined;
  /** The time in milliseconds, by which models are measured. */
  readonly now: () => number;
  /** Told of what is done again; undefined: nobody is. */
  readonly tellRedone?: TellRedone | undefined;
}

/** A running inference engine. */
export interface Inference {
  readonly createRunner: CreateModelRunner;
  /** The workers; undefined where there are none. */
  readonly pool: WorkerPool | undefined;
  /** Ends the workers after the runs that are going on; later ones reject. */
  stop(): Promise<void>;
}

/** Starts the worker threads and does not wait for them: by the time a model is read they are up. */
export function startInference(settings: InferenceSettings): Inference {
  const { threads, workers, tellRedone } = settings;
  const pool = workers === 0 ? undefined : new WorkerPool({ workers, threads, tellRedone });
  return {
    pool,
    stop: async () => pool?.stop(),
    async createRunner(options) {
      const { inputWidth, sample } = options;
      if (sample.length === 0 || sample.length % inputWidth !== 0) {
        throw new Error(
          `expected a sample of one or more rows of ${inputWidth}, but it has ${sample.length} values`,
        );
      }
      // Side by side, because opening a forest takes a core some 60 ms.
      const [here, there] = await Promise.all([openSession(options, threads), pool?.open(options)]);
      try {
        return await createRunner(here, there, pool?.concurrentRuns ?? 0, options, settings);
      } catch (error) {
        await Promise.all([here.release(), there?.release()]);
        throw error;
      }
    },
  };
}

async function createRunner(
  here: OpenModel,
  there: OpenModel | undefined,
  workerRuns: number,
  { inputWidth, outputWidth, sample }: ModelRunnerOptions,
  { workers, offloadRows, sliceRows, now }: InferenceSettings,
): Promise<ModelRunner> {
  const costs = await measureRuns({ here, there, inputWidth, sample, now });
  const plan = planRuns(costs, { workers, workerRuns, offloadRows, sliceRows });
  const runIn = async (model: OpenModel, prepared: Float32Array, rows: number) => {
    // The seam: a worker's block is longer than its rows and could not tell.
    if (prepared.length !== rows * inputWidth) {
      throw new Error(
        `expected ${rows} rows of ${inputWidth}, but the block has ${prepared.length} values`,
      );
    }
    return model.run(prepared, rows);
  };
  return {
    inputWidth,
    outputWidth,
    plan,
    run: (prepared, rows) =>
      runIn(rows >= plan.offloadRows && there ? there : here, prepared, rows),
    runHere: (prepared, rows) => runIn(here, prepared, rows),
    runAside: (prepared, rows) => runIn(there ?? here, prepared, rows),
    async release() {
      await here.release();
      await there?.release();
    },
  };
}
