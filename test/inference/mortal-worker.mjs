import { existsSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inTurn } from '../../dist/inference/in-turn.js';
import { work } from '../../dist/inference/inference-worker.js';

// A worker that finds this file takes it away and dies before it is up.
const stillborn = path.join(tmpdir(), `provador-stillborn-${process.pid}`);
if (existsSync(stillborn)) {
  unlinkSync(stillborn);
  process.exit(1);
}

/**
 * The worker with one weakness: a run whose first value is above zero takes one off it, in the memory
 * that it shares with the pool, and ends the thread.
 *
 * @param {import('../../dist/inference/worker-tasks.js').WorkerTask} task
 */
function workUntilDeath(task) {
  if (task.do === 'run') {
    const values = new Float32Array(task.block);
    const deaths = values[0] ?? 0;
    if (deaths > 0) {
      values[0] = deaths - 1;
      process.exit(1);
    }
  }
  return work(task);
}

export default inTurn(workUntilDeath);
