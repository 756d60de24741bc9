// Loaded into every thread of a gateway: a worker that is about to run a model and finds a file in the
// folder that DEADLY_FOLDER names takes it away and dies. One file costs one worker. The same rows are
// fatal once only: those that two workers die of are given up, which is not what is tried here.
import { createHash } from 'node:crypto';
import { readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

const folder = process.env['DEADLY_FOLDER'];
if (!isMainThread && folder) {
  const { InferenceSession } = createRequire(import.meta.url)('onnxruntime-node');
  const { run } = InferenceSession.prototype;
  /** @param {[Record<string, { data: Float32Array }>, ...unknown[]]} taken */
  InferenceSession.prototype.run = function (...taken) {
    const files = readdirSync(folder);
    const deadly = files.find((file) => file.startsWith('deadly'));
    if (deadly === undefined) return run.apply(this, taken);
    const hash = createHash('sha256');
    for (const { data } of Object.values(taken[0])) hash.update(data);
    const survivors = `survivors-${hash.digest('hex')}`;
    if (files.includes(survivors)) return run.apply(this, taken);
    writeFileSync(path.join(folder, survivors), '');
    try {
      unlinkSync(path.join(folder, deadly));
    } catch {
      // Another worker was faster.
      return run.apply(this, taken);
    }
    process.exit(1);
  };
}
