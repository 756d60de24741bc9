// How many rows a second version 2's forest does by itself: node forest-floor.mjs TABLE. Rows of the
// table, prepared and in memory, in blocks of as many as the command line has; ONNX Runtime straight,
// one thread for each of two workers, as a run in two threads of its own is slower. Nothing is read
// or written meanwhile.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { WineModel } from './wine-model.mjs';

const BLOCK_ROWS = 10_000;
const BLOCKS = 12;

if (isMainThread) {
  const workers = Array.from({ length: availableParallelism() }, () => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: process.argv[2] });
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
  const [, ...lines] = readFileSync(workerData, 'utf8').split('\n', BLOCK_ROWS + 1);
  const model = await WineModel.load('2');
  const wines = lines.filter(Boolean).map((line) => line.split(';').map(Number));
  const measurements = Float64Array.from(wines.flat());
  const prepared = model.preparation.prepare(measurements, wines.length);
  await model.runPrepared(prepared, wines.length);
  parentPort?.postMessage('ready');
  parentPort?.on('message', async (/** @type {string} */ order) => {
    if (order === 'end') return parentPort?.close();
    for (let i = 0; i < BLOCKS; i++) await model.runPrepared(prepared, wines.length);
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
