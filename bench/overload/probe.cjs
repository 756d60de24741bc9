// Loaded into the gateway by `node --require`, so that its code stays as it is. At each SIGWINCH it writes
// how long answers of 503 to lists took since the last time, from the request's head to the answer's last
// byte, to the file that OVERLOAD_PROBE names: without what its client waited for a core of its own.
const { subscribe } = require('node:diagnostics_channel');
const { renameSync, writeFileSync } = require('node:fs');
const { performance } = require('node:perf_hooks');
const process = require('node:process');
const { isMainThread } = require('node:worker_threads');

const file = process.env.OVERLOAD_PROBE;
/** Lists are longer, single wines and questions for health shorter. */
const LIST_BYTES = 2048;

if (isMainThread && file) {
  const began = new WeakMap();
  let refusedMs = [];
  subscribe('http.server.request.start', ({ request, response }) => {
    if (Number(request.headers['content-length'] ?? 0) < LIST_BYTES) return;
    began.set(response, performance.now());
  });
  subscribe('http.server.response.finish', ({ response }) => {
    const start = began.get(response);
    if (start !== undefined && response.statusCode === 503) {
      refusedMs.push(performance.now() - start);
    }
  });
  process.on('SIGWINCH', () => {
    writeFileSync(`${file}.new`, JSON.stringify({ refusedMs }));
    renameSync(`${file}.new`, file);
    refusedMs = [];
  });
}
