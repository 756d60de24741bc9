import path from 'node:path';
import { type Worker } from 'node:worker_threads';
import { type ModelSource, type OpenModel } from './model-runner';
import { SharedBlocks } from './shared-blocks';
import { type SharedModel, type ForeignTask } from './worker-tasks';
import { TASKS_PER_WORKER, WorkerThreads, type TellRedone } from './worker-threads';

// The built file, for the sources as well: this folder and that one are both two below the root.
const WORKER_FILE = path.resolve(__dirname, '../../dist/inference/inference-worker.js');

/** How many workers there are, and how they work. */
export interface WorkerPoolOptions {
  readonly workers: number;
  /** Threads that a run in a worker may use itself. */
  readonly threads: number;
  /** The built file of the workers; undefined: that of this folder. */
  readonly file?: string;
  readonly tellRedone?: TellRedone | undefined;
}

/** Threads that run models, each with sessions of its own. */
export class WorkerPool {
  /** Runs that the workers take at once. */
  readonly concurrentRuns: number;
  readonly #workers: WorkerThreads;
  /** New workers get these at their start. */
  readonly #models = new Map<number, SharedModel>();
  readonly #blocks = new SharedBlocks();
  #lastId = 0;
  #stopped = false;

  /** Starts the workers; what they are asked for waits until they are up. */
  constructor({ workers, threads, file = WORKER_FILE, tellRedone }: WorkerPoolOptions) {
    this.concurrentRuns = workers * TASKS_PER_WORKER;
    const setup = { threads, models: this.#models };
    this.#workers = new WorkerThreads({ workers, file, setup, tellRedone });
  }

  /** The threads as they are now. */
  get threads(): readonly Worker[] {
    return this.#workers.threads;
  }

  /** Workers that have died. */
  get deaths(): number {
    return this.#workers.deaths;
  }

  /**
   * Opens a model in every worker.
   *
   * @throws Error when it cannot be opened. Its runs reject with an Error when they fail, and with a
   * WorkerLostError as `WorkerThreads.do` does.
   */
  async open({ model, ...shape }: ModelSource): Promise<OpenModel> {
    const shared = { ...shape, model: sharedBytes(model) };
    const id = ++this.#lastId;
    this.#models.set(id, shared);
    const release = async (): Promise<void> => {
      this.#models.delete(id);
      if (!this.#stopped) await this.#workers.inEvery({ do: 'close', id });
    };
    try {
      await this.#workers.inEvery({ do: 'open', id, model: shared });
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
    const values = new Float32Array(block);
    values.set(prepared);
    await this.#workers.do({ do: 'run', id, rows, block });
    const answers = values.slice(prepared.length, length);
    // Not that of a run that was given up: a worker may still come by it, and write into it.
    this.#blocks.giveBack(block);
    return answers;
  }

  /**
   * Has a task of another file done by one of the workers, which loads it when it is first asked. The
   * file's default export does the task and gives a `WorkerAnswer`, or throws. What it gives besides lies
   * in memory that the task shares.
   *
   * @param file the path of a built file
   * @throws Error when the task fails, and a WorkerLostError as `WorkerThreads.do` does.
   */
  async call(file: string, task: ForeignTask): Promise<void> {
    if (this.#stopped) throw new Error('the workers have stopped');
    await this.#workers.do(task, file);
  }

  /** Has a task of another file done by every worker, for example to let go of something. */
  async callEvery(file: string, task: ForeignTask): Promise<void> {
    if (this.#stopped) throw new Error('the workers have stopped');
    await this.#workers.inEvery(task, file);
  }

  /** Ends the workers when what they were asked for is done; what comes later rejects. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await this.#workers.stop();
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
