// Loaded into every thread of a gateway: a worker that is about to run a model and finds the file that
// DEADLY_FILE names takes it away and dies. One file costs one worker.
import { unlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

const file = process.env['DEADLY_FILE'];
if (!isMainThread && file) {
  const { InferenceSession } = createRequire(import.meta.url)('onnxruntime-node');
  const { run } = InferenceSession.prototype;
  /** @param {unknown[]} taken */
  InferenceSession.prototype.run = function (...taken) {
    try {
      unlinkSync(file);
    } catch {
      return run.apply(this, taken);
    }
    process.exit(1);
  };
}
