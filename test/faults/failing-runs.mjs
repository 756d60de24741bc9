// Loaded into every thread of a gateway: runs of a model fail while the file that FAILING_FILE names
// is there.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const { InferenceSession } = createRequire(import.meta.url)('onnxruntime-node');
const { run } = InferenceSession.prototype;
/** @param {unknown[]} taken */
InferenceSession.prototype.run = function (...taken) {
  if (existsSync(process.env['FAILING_FILE'] ?? '')) throw new Error('a run that was to fail');
  return run.apply(this, taken);
};
