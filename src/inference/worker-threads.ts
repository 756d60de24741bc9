import { type Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { SharedBlocks } from './shared-blocks';
import {
  type Assignment,
  type ForeignTask,
  type WorkerAnswer,
  type WorkerSetup,
  type WorkerTask,
} from './worker-tasks';

/** Workers died with a task so often that there may be something about it, or about them. */
export class WorkerLostError extends Error {
  constructor(task: WorkerTask | ForeignTask, how: string, cause: unknown) {
    const { message } = (cause ?? { message: 'nothing is known of why' }) as Error;
    super(`${nameOf(task)} ${how}: ${message}`, { cause });
    this.name = 'WorkerLostError';
  }
}

/** Told of a task that is begun again because its worker died, and what the worker died of. */
export type TellRedone = (task: string, cause: unknown) => void;

export interface WorkerThreadsOptions {
  readonly workers: number;
  /** The built file that does the workers' own tasks. */
  readonly file: string;
  /** What every worker gets at its start, as it is then. */
  readonly setup: WorkerSetup;
  readonly tellRedone?: TellRedone | undefined;
}

/**
 * Tasks that a worker is given at once: while the event loop is busy for some milliseconds, a worker
 * that has the next run already does not wait for it. Worth a third of the throughput then.
 */
export const TASKS_PER_WORKER = 2;

const YOUNG_GENERATION_MB = 4;

/** Deaths in the middle of one task, from which on it is believed to be what the workers die of. */
const MOST_FAULTS = 2;
/** How often the place of each worker may be filled anew before a task that waits is given up. */
const MOST_SUCCESSORS = 4;

interface Going {
  readonly promise: Promise<WorkerAnswer>;
  /** Workers that died since it came, whatever they had in hand. */
  deaths: number;
  lose(how: string, cause: unknown): void;
}

/**
 * Worker threads that may die. A dead one is replaced, and what it had in hand is done again: once
 * what it was in the middle of, without limit all else.
 */
export class WorkerThreads {
  /** Workers that have died. */
  deaths = 0;
  readonly #pool: Piscina<Assignment, WorkerAnswer>;
  readonly #marks = new SharedBlocks();
  readonly #going = new Set<Going>();
  readonly #tellRedone: TellRedone | undefined;
  readonly #mostDeaths: number;
  /** What the last one died of, as far as it is known. */
  #lastCause: unknown;

  /** Starts them; what they are asked for waits until they are up. */
  constructor({ workers, file, setup, tellRedone }: WorkerThreadsOptions) {
    this.#tellRedone = tellRedone;
    this.#mostDeaths = workers * MOST_SUCCESSORS;
    this.#pool = new Piscina({
      filename: file,
      workerData: setup,
      minThreads: workers,
      maxThreads: workers,
      idleTimeout: Infinity,
      // Its JavaScript only hands blocks on; what V8 would set aside for more is the gateway's memory.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      concurrentTasksPerWorker: TASKS_PER_WORKER,
      // A task waits for ONNX Runtime's promise, so the worker needs its event loop anyway.
      atomics: 'disabled',
      recordTiming: false,
    });
    this.#pool.on('workerDestroy', () => {
      this.#noteDeath();
    });
    this.#pool.on('error', (cause: unknown) => (this.#lastCause = cause));
  }

  /** The threads as they are now. */
  get threads(): readonly Worker[] {
    return this.#pool.threads;
  }

  /**
   * Has a task done by one of them.
   *
   * @param file whose task it is: see `Assignment`.
   * @throws Error when the task fails, and a WorkerLostError when two workers died in the middle of
   * it, or so many while it waited that there is no hope.
   */
  async do(task: WorkerTask | ForeignTask, file?: string): Promise<WorkerAnswer> {
    const { promise, resolve, reject } = withResolvers<WorkerAnswer>();
    const going: Going = {
      promise,
      deaths: 0,
      lose: (how, cause) => {
        this.#going.delete(going);
        reject(new WorkerLostError(task, how, cause));
      },
    };
    this.#going.add(going);
    const underway = this.#marks.take(1);
    const mark = new Int32Array(underway);
    let faults = 0;
    const attempt = (): void => {
      mark[0] = 0;
      const deathsBefore = this.deaths;
      const retry = (cause: unknown): void => {
        if (!this.#going.has(going)) return;
        this.#lastCause = cause;
        faults += mark[0] ?? 0;
        // Without a death, it is the pool itself that did not take it.
        if (this.deaths === deathsBefore) reject(cause);
        else if (faults === MOST_FAULTS) going.lose('lost its worker twice', cause);
        else {
          this.#tellRedone?.(nameOf(task), cause);
          attempt();
        }
      };
      this.#pool.run({ task, file, underway }).then(resolve, retry);
    };
    attempt();
    try {
      const answer = await promise;
      this.#marks.giveBack(underway);
      if (answer.failure !== undefined) throw new Error(answer.failure);
      return answer;
    } finally {
      this.#going.delete(going);
    }
  }

  /** Has a task done by every worker. The pool chooses who gets one, so it is asked until all have. */
  async inEvery(task: WorkerTask | ForeignTask, file?: string): Promise<void> {
    const done = new Set<number>();
    while (this.threads.some(({ threadId }) => !done.has(threadId))) {
      const asked = this.threads.map(() => this.do(task, file));
      for (const { thread } of await Promise.all(asked)) done.add(thread);
    }
  }

  /**
   * Ends them when what they were asked for is done; nothing may be asked any more. A worker must not
   * be terminated while it starts or runs: ONNX Runtime's binding would abort the whole process
   * (nodejs/node-addon-api #975 tells why). The no-op makes sure that each of them is idle.
   */
  async stop(): Promise<void> {
    await Promise.allSettled([...this.#going].map(({ promise }) => promise));
    await this.inEvery({ do: 'nothing' }).catch(() => undefined);
    this.#pool.removeAllListeners('workerDestroy');
    await this.#pool.destroy();
  }

  #noteDeath(): void {
    this.deaths++;
    for (const going of this.#going) {
      going.deaths++;
      if (going.deaths <= this.#mostDeaths) continue;
      going.lose(`was given up when ${going.deaths} workers had died`, this.#lastCause);
    }
    // One that dies before it is up gets no successor until the pool is asked for something.
    queueMicrotask(() => {
      if (this.threads.length > 0 || this.#going.size === 0) return;
      const underway = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
      this.#pool.run({ task: { do: 'nothing' }, file: undefined, underway }).catch(() => undefined);
    });
  }
}

function nameOf(task: WorkerTask | ForeignTask): string {
  return task.do === 'run' && 'rows' in task
    ? `a run of ${task.rows} rows`
    : `the task "${task.do}"`;
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
