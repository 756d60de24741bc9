import path from 'node:path';
import { type Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { type ModelSource, type OpenModel } from './model-runner';
import { SharedBlocks } from './shared-blocks';
import {
  type SharedModel,
  type WorkerAnswer,
  type WorkerSetup,
  type WorkerTask,
} from './worker-tasks';

/** A worker died with these rows twice, so that there may be something about them. */
export class WorkerLostError extends Error {
  constructor(task: WorkerTask, cause: unknown) {
    const what =
      task.do === 'run' ? `a run of ${task.rows} rows` : `the task to ${task.do} a model`;
    super(`${what} lost its worker twice: ${(cause as Error).message}`, { cause });
    this.name = 'WorkerLostError';
  }
}

// The built file, for the sources as well: this folder and that one are both two below the root.
const WORKER_FILE = path.resolve(__dirname, '../../dist/inference/inference-worker.js');

/**
 * Runs that a worker is given at once: while the event loop is busy for some milliseconds, a worker
 * that has the next run already does not wait for it. Worth a third of the throughput then.
 */
const RUNS_PER_WORKER = 2;

/**
 * Threads that run models, each with sessions of its own. A task whose worker dies is done once
 * more by another one, and the pool starts a new worker in the place of the dead.
 */
export class WorkerPool {
  /** Runs that the workers take at once. */
  readonly concurrentRuns: number;
  readonly #pool: Piscina<WorkerTask, WorkerAnswer>;
  /** New workers get these at their start. */
  readonly #models = new Map<number, SharedModel>();
  readonly #blocks = new SharedBlocks();
  #lastId = 0;
  #stopped = false;

  /** Starts `workers` threads; what they are asked for waits until they are up. */
  constructor(workers: number, threads: number) {
    this.concurrentRuns = workers * RUNS_PER_WORKER;
    this.#pool = new Piscina({
      filename: WORKER_FILE,
      workerData: { threads, models: this.#models } satisfies WorkerSetup,
      minThreads: workers,
      maxThreads: workers,
      idleTimeout: Infinity,
      concurrentTasksPerWorker: RUNS_PER_WORKER,
      // A task waits for ONNX Runtime's promise, so the worker needs its event loop anyway.
      atomics: 'disabled',
      recordTiming: false,
    });
    // A worker that dies idle has nobody to tell, and its successor is on the way.
    this.#pool.on('error', () => undefined);
  }

  /** The threads as they are now. */
  get threads(): readonly Worker[] {
    return this.#pool.threads;
  }

  /**
   * Opens a model in every worker.
   *
   * @throws Error when it cannot be opened. Its runs reject with an Error when they fail, and with a
   * WorkerLostError when two workers died of one.
   */
  async open({ model, ...shape }: ModelSource): Promise<OpenModel> {
    const bytes = new SharedArrayBuffer(model.byteLength);
    new Uint8Array(bytes).set(model);
    const shared = { ...shape, model: bytes };
    const id = ++this.#lastId;
    this.#models.set(id, shared);
    const release = async (): Promise<void> => {
      this.#models.delete(id);
      if (!this.#stopped) await this.#inEveryWorker({ do: 'close', id });
    };
    try {
      await this.#inEveryWorker({ do: 'open', id, model: shared });
    } catch (error) {
      await release();
      throw error;
    }
    return { release, run: (prepared, rows) => this.#run(id, prepared, rows, shape.outputWidth) };
  }

  async #run(
    id: number,
    prepared: Float32Array,
    rows: number,
    outputWidth: number,
  ): Promise<Float32Array> {
    const length = prepared.length + rows * outputWidth;
    const block = this.#blocks.take(length);
    try {
      const values = new Float32Array(block);
      values.set(prepared);
      await this.#do({ do: 'run', id, rows, block });
      return values.slice(prepared.length, length);
    } finally {
      this.#blocks.giveBack(block);
    }
  }

  /** Ends the workers; what they were doing rejects. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#pool.destroy();
  }

  /** The pool chooses who gets a task, so it is asked until everybody has had it. */
  async #inEveryWorker(task: WorkerTask): Promise<void> {
    const done = new Set<number>();
    while (this.threads.some(({ threadId }) => !done.has(threadId))) {
      for (const { thread } of await Promise.all(this.threads.map(() => this.#do(task)))) {
        done.add(thread);
      }
    }
  }

  async #do(task: WorkerTask): Promise<WorkerAnswer> {
    const answer = await this.#pool.run(task).catch(async (death: unknown) => {
      if (this.#stopped) throw death;
      return this.#pool.run(task).catch((again: unknown) => {
        throw new WorkerLostError(task, again);
      });
    });
    if (answer.failure !== undefined) throw new Error(answer.failure);
    return answer;
  }
}
