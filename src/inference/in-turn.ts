import { pathToFileURL } from 'node:url';
import { threadId } from 'node:worker_threads';
import { collectGarbage } from './collect-garbage';
import { type Assignment, type ForeignTask, type WorkerAnswer } from './worker-tasks';

/** Does a task; throws why it failed. */
type Work<Task> = (task: Task) => WorkerAnswer | Promise<WorkerAnswer>;

/**
 * Makes of what does a worker's tasks the worker: it does them one after the other, and marks the one
 * that it is in the middle of, so that no other is taken for what the worker died of: neither one that
 * only waited, nor one that was done, whose answer was still on its way.
 */
export function inTurn<Task extends ForeignTask>(
  own: Work<Task>,
): (assignment: Assignment) => Promise<WorkerAnswer> {
  const perform = async ({ task, file, underway }: Assignment): Promise<WorkerAnswer> => {
    const mark = new Int32Array(underway);
    try {
      const work = file === undefined ? (own as Work<ForeignTask>) : await workOf(file);
      Atomics.store(mark, 0, 1);
      const answer = await work(task);
      if (answer.leftGarbage) collectGarbage();
      return answer;
    } catch (error) {
      return { thread: threadId, failure: (error as Error).message };
    } finally {
      Atomics.store(mark, 0, 0);
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  return (assignment) => {
    const answer = last.then(() => perform(assignment));
    last = answer;
    return answer;
  };
}

const loaded = new Map<string, Promise<Work<ForeignTask>>>();

/** What a file exports to do its tasks, loaded when it is first asked for. */
function workOf(file: string): Promise<Work<ForeignTask>> {
  let work = loaded.get(file);
  if (!work) {
    work = load(file);
    loaded.set(file, work);
  }
  return work;
}

async function load(file: string): Promise<Work<ForeignTask>> {
  const { default: exported } = (await import(pathToFileURL(file).href)) as {
    default: Work<ForeignTask> | { readonly default: Work<ForeignTask> };
  };
  // A CommonJS file as an ES module: its exports are the module's default.
  return typeof exported === 'function' ? exported : exported.default;
}
