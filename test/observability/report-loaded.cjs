// Loaded before the gateway: tells at its end, in the form of its log, which files it had loaded.
const { writeSync } = require('node:fs');
const process = require('node:process');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('exit', () => {
    writeSync(1, `${JSON.stringify({ loaded: Object.keys(require.cache) })}\n`);
  });
}
