import path from 'node:path';
import { type Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { type ModelSource, type OpenModel } from './model-runner';
import { SharedBlocks } from './shared-blocks';
import {
  type SharedModel,
  type ForeignTask,
  type WorkerAnswer,
  type WorkerSetup,
  type WorkerTask,
} from './worker-tasks';

/** A worker died with these rows twice, so that there may be something about them. */
export class WorkerLostError extends Error {
  constructor(task: WorkerTask | ForeignTask, cause: unknown) {
    const what = isRun(task) ? `a run of ${task.rows} rows` : `the task "${task.do}"`;
    super(`${what} lost its worker twice: ${(cause as Error).message}`, { cause });
    this.name = 'WorkerLostError';
  }
}

const isRun = (task: WorkerTask | ForeignTask): task is Extract<WorkerTask, { do: 'run' }> =>
  task.do === 'run' && 'rows' in task;

// The built file, for the sources as well: this folder and that one are both two below the root.
const WORKER_FILE = path.resolve(__dirname, '../../dist/inference/inference-worker.js');

/**
 * Runs that a worker is given at once: while the event loop is busy for some milliseconds, a worker
 * that has the next run already does not wait for it. Worth a third of the throughput then.
 */
const RUNS_PER_WORKER = 2;

const YOUNG_GENERATION_MB = 4;

/**
 * Threads that run models, each with sessions of its own. A task whose worker dies is done once
 * more by another one, and the pool starts a new worker in the place of the dead.
 */
export class WorkerPool {
  /** Runs that the workers take at once. */
  readonly concurrentRuns: number;
  readonly #pool: Piscina<WorkerTask | ForeignTask, WorkerAnswer>;
  /** New workers get these at their start. */
  readonly #models = new Map<number, SharedModel>();
  readonly #blocks = new SharedBlocks();
  /** Tasks that are going on, and how to reject them. */
  readonly #going = new Map<Promise<WorkerAnswer>, (reason: unknown) => void>();
  #lastId = 0;
  #stopped = false;

  /**
   * Starts `workers` threads of the file; what they are asked for waits until they are up. A run in
   * them may use `threads` threads itself.
   */
  constructor(workers: number, threads: number, file = WORKER_FILE) {
    this.concurrentRuns = workers * RUNS_PER_WORKER;
    this.#pool = new Piscina({
      filename: file,
      workerData: { threads, models: this.#models } satisfies WorkerSetup,
      minThreads: workers,
      maxThreads: workers,
      idleTimeout: Infinity,
      // Its JavaScript only hands blocks on; what V8 would set aside for more is the gateway's memory.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      concurrentTasksPerWorker: RUNS_PER_WORKER,
      // A task waits for ONNX Runtime's promise, so the worker needs its event loop anyway.
      atomics: 'disabled',
      recordTiming: false,
    });
    // A worker that dies idle has nobody to tell, and its successor is on the way; but when all of
    // them die before they are up, the pool starts no more and would let its tasks wait for ever.
    this.#pool.on('error', (error: unknown) => {
      if (this.threads.length > 0) return;
      for (const giveUp of this.#going.values()) giveUp(error);
    });
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
    const shared = { ...shape, model: sharedBytes(model) };
    const id = ++this.#lastId;
    this.#models.set(id, shared);
    const release = async (): Promise<void> => {
      this.#models.delete(id);
      if (!this.#stopped) await this.#inEveryWorker({ do: 'close', id });
    };
    try {
      await this.#inEveryWorker({ do: 'open', id, model: shared });
    } catch (error) {
      await release().catch(() => undefined);
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
    if (this.#stopped) throw new Error('the workers have stopped');
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

  /**
   * Has a task of another file done by one of the workers, which loads it when it is first asked. The
   * file's default export does the task as `inference-worker` does those of its own: it answers with
   * a `WorkerAnswer` and never rejects. What it gives besides lies in memory that the task shares.
   *
   * @param file the path of a built file
   * @throws Error when the task fails, and a WorkerLostError when two workers died of it.
   */
  async call(file: string, task: ForeignTask): Promise<void> {
    if (this.#stopped) throw new Error('the workers have stopped');
    await this.#do(task, file);
  }

  /** Has a task of another file done by every worker, for example to let go of something. */
  async callEvery(file: string, task: ForeignTask): Promise<void> {
    if (this.#stopped) throw new Error('the workers have stopped');
    await this.#inEveryWorker(task, file);
  }

  /**
   * Ends the workers when what they were asked for is done; what comes later rejects. A worker must
   * not be terminated while it starts or runs: ONNX Runtime's binding would abort the whole process
   * (nodejs/node-addon-api #975 tells why). The no-op makes sure that each of them is idle.
   */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await Promise.allSettled(this.#going.keys());
    await this.#inEveryWorker({ do: 'nothing' }).catch(() => undefined);
    await this.#pool.destroy();
  }

  /** The pool chooses who gets a task, so it is asked until everybody has had it. */
  async #inEveryWorker(task: WorkerTask | ForeignTask, file?: string): Promise<void> {
    const done = new Set<number>();
    while (this.threads.some(({ threadId }) => !done.has(threadId))) {
      const asked = this.threads.map(() => this.#do(task, file));
      for (const { thread } of await Promise.all(asked)) done.add(thread);
    }
  }

  /** @param file whose task it is; undefined: the workers' own */
  async #do(task: WorkerTask | ForeignTask, file?: string): Promise<WorkerAnswer> {
    const options = file === undefined ? {} : { filename: file };
    const { promise, resolve, reject } = withResolvers<WorkerAnswer>();
    const giveUp = (cause: unknown): void => {
      reject(new WorkerLostError(task, cause));
    };
    const again = (): Promise<void> => this.#pool.run(task, options).then(resolve, giveUp);
    void this.#pool.run(task, options).then(resolve, again);
    this.#going.set(promise, giveUp);
    try {
      const answer = await promise;
      if (answer.failure !== undefined) throw new Error(answer.failure);
      return answer;
    } finally {
      this.#going.delete(promise);
    }
  }
}

/** The memory of the bytes, where it is shared already and theirs alone, or a shared copy. */
function sharedBytes(bytes: Uint8Array): SharedArrayBuffer {
  const { buffer, byteLength } = bytes;
  if (buffer instanceof SharedArrayBuffer && buffer.byteLength === byteLength) return buffer;
  const copy = new SharedArrayBuffer(byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
