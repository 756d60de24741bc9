import { threadId } from 'node:worker_threads';

/**
 * Another file's worker: it ends its thread as often as its block says, then answers, or fails.
 *
 * @param {{ do: 'die' | 'fail', block: SharedArrayBuffer }} task
 */
export default function work(task) {
  const values = new Int32Array(task.block);
  const deaths = values[0] ?? 0;
  if (deaths > 0) {
    values[0] = deaths - 1;
    process.exit(1);
  }
  values[1] = 42;
  if (task.do === 'fail') throw new Error('as it was asked to');
  return { thread: threadId };
}
