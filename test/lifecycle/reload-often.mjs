// Reloads version 2 as often as it is told, uses each, and prints the process's memory after each
// reload: a JSON list of bytes. Run with --expose-gc, and with memory settings as `npm start` has them.
// Arguments: how often; the folder of a copy of models/ and parameters/ that it may change.
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import app from '../../dist/app.js';
import callers from '../../dist/prediction/caller.js';
import blocks from '../../dist/prediction/wine-block.js';
import settings from '../../dist/settings.js';

const [, , count = '', root = ''] = process.argv;
const WINES = 1000;
const manifest = path.join(root, 'models', 'red-wine-quality', '2', 'manifest.json');
const original = readFileSync(manifest, 'utf8');

/** Signs the version anew, as another one. */
function change(/** @type {number} */ take) {
  const zeros = '0'.repeat(64);
  const unsigned = original
    .replace('"description": "', `"description": "Take ${take}: `)
    .replace(/("sha256":\s*")[0-9a-f]{64}/, `$1${zeros}`);
  const sha256 = createHash('sha256').update(unsigned).digest('hex');
  writeFileSync(manifest, unsigned.replace(`"sha256": "${zeros}`, `"sha256": "${sha256}`));
}

const gateway = await app.loadGateway(
  settings.readSettings({
    MODELS_DIR: path.join(root, 'models'),
    PARAMETERS_DIR: path.join(root, 'parameters'),
    WORKERS: '1',
  }),
);
const [{ golden }] = [gateway.registry.get('2')];

/** One wine here with its explanation, and many in the workers. */
async function use() {
  for (const rows of [1, WINES]) {
    const wines = Array.from({ length: rows }, (_, i) => golden.rows[i % golden.rows.length]);
    const block = new blocks.WineBlock(
      rows,
      Float64Array.from(wines.flatMap((wine) => wine?.measurements ?? [])),
    );
    const caller = new callers.Caller(60_000, () => Date.now());
    const { scored } = gateway.service.admit(block, { caller });
    await scored.load();
    if (rows === 1) await scored.version.explain(block.measurements, rows, caller);
    caller.leave();
  }
}

const memory = [];
for (let take = 0; take < Number(count); take++) {
  change(take);
  await gateway.lifecycle.reload();
  await use();
  await gateway.lifecycle.drained();
  // What one collection finds dead is freed by another thread; the next one waits for that.
  globalThis.gc?.();
  globalThis.gc?.();
  memory.push(process.memoryUsage.rss());
}
await gateway.release();
process.stdout.write(JSON.stringify(memory));
