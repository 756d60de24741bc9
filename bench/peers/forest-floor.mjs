// How many rows a second version 2's forest does by itself: node forest-floor.mjs TABLE. Rows of the
// table, prepared and in memory, none of them twice, as a processor learns a tree's turns by heart; in
// blocks of as many as the command line has; ONNX Runtime straight, in a worker for each core. Nothing
// is read or written meanwhile.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { WineModel } from './wine-model.mjs';

const BLOCK_ROWS = 10_000;
/** Blocks of a worker. */
const BLOCKS = 10;

if (isMainThread) {
  const workers = Array.from({ length: availableParallelism() }, (_, i) => {
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: { file: process.argv[2], from: i * BLOCKS * BLOCK_ROWS },
    });
    return { worker, ready: next(worker) };
  });
  await Promise.all(workers.map(({ ready }) => ready));
  const begun = performance.now();
  await Promise.all(
    workers.map(({ worker }) => {
      worker.postMessage('go');
      return next(worker);
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(String((workers.length * BLOCKS * BLOCK_ROWS) / seconds));
  for (const { worker } of workers) worker.postMessage('end');
} else {
  const { file, from } = workerData;
  const model = await WineModel.load('2');
  const lines = readFileSync(file, 'utf8').split('\n').slice(1, -1);
  const blocks = Array.from({ length: BLOCKS }, (_, i) => {
    // A short table is gone through again.
    const rows = Array.from({ length: BLOCK_ROWS }, (_, row) => {
      const at = (from + i * BLOCK_ROWS + row) % lines.length;
      return lines[at].split(';').map(Number);
    });
    return model.preparation.prepare(Float64Array.from(rows.flat()), BLOCK_ROWS);
  });
  parentPort?.postMessage('ready');
  parentPort?.on('message', async (/** @type {string} */ order) => {
    if (order === 'end') return parentPort?.close();
    for (const block of blocks) await model.runPrepared(block, BLOCK_ROWS);
    parentPort?.postMessage('done');
  });
}

/** @param {Worker} worker */
function next(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
