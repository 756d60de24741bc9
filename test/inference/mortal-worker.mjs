import inference from '../../dist/inference/inference-worker.js';

/**
 * The worker with one weakness: a run whose first value is above zero takes one off it, in the memory
 * that it shares with the pool, and ends the thread.
 *
 * @param {import('../../dist/inference/worker-tasks.js').WorkerTask} task
 */
export default function work(task) {
  if (task.do === 'run') {
    const values = new Float32Array(task.block);
    const deaths = values[0] ?? 0;
    if (deaths > 0) {
      values[0] = deaths - 1;
      process.exit(1);
    }
  }
  return inference.default(task);
}
