import { type ModelSource } from './model-runner';

/** A model as workers get it: its bytes lie in memory that all of them share. */
export interface SharedModel extends Omit<ModelSource, 'model'> {
  readonly model: SharedArrayBuffer;
}

/** What a worker knows from its start on. */
export interface WorkerSetup {
  /** Threads that one run may use. */
  readonly threads: number;
  /** The models that there were when it started, by their numbers, to be opened when a run asks. */
  readonly models: Map<number, SharedModel>;
}

/** What a worker can be asked for. */
export type WorkerTask =
  | { readonly do: 'open'; readonly id: number; readonly model: SharedModel }
  | { readonly do: 'close'; readonly id: number }
  | { readonly do: 'nothing' }
  /** The block's first values are the rows; those after them are for the answers. */
  | { readonly do: 'run'; readonly id: number; readonly rows: number; readonly block: Block };

/** A task on its way to a worker. */
export interface Assignment {
  readonly task: WorkerTask | ForeignTask;
  /** The built file whose default export does the task; undefined: the workers' own. */
  readonly file: string | undefined;
  /** An int32: 1 while a worker is in the middle of it. It can still be read when the worker has died. */
  readonly underway: SharedArrayBuffer;
}

/** What another file than the workers' own is asked for. */
export interface ForeignTask {
  readonly do: string;
}

/** A block in memory that worker and event loop share. */
export type Block = SharedArrayBuffer;

/**
 * Which worker did the task, and why it failed if it did. A failure is an answer like another: what
 * the pool rejects with is then always a worker's death.
 */
export interface WorkerAnswer {
  readonly thread: number;
  readonly failure?: string;
  /**
   * It opened or released something, and left much behind that nobody uses: the thread is to collect it,
   * which it would not do by itself, as it makes next to no garbage else.
   */
  readonly leftGarbage?: boolean;
}
