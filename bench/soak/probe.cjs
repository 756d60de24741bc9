// Loaded into the gateway by `node --require --expose-gc`, so that its code stays as it is. At each
// SIGWINCH it writes what memory is held once the garbage has gone, and the event loop's delay since the
// last time, to the file that SOAK_PROBE names.
const { renameSync, writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const process = require('node:process');
const { isMainThread } = require('node:worker_threads');

const RESOLUTION_MS = 2;
const file = process.env.SOAK_PROBE;

if (isMainThread && file) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const inMs = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  delay.enable();
  process.on('SIGWINCH', () => {
    const stalls = { p50: delay.percentile(50), p99: delay.percentile(99), max: delay.max };
    globalThis.gc();
    const { heapUsed, rss } = process.memoryUsage();
    const { p50, p99, max } = stalls;
    const delayMs = { p50: inMs(p50), p99: inMs(p99), max: inMs(max) };
    writeFileSync(`${file}.new`, JSON.stringify({ heapUsed, rss, delayMs }));
    renameSync(`${file}.new`, file);
    // The collection above was not the gateway's doing.
    delay.reset();
  });
}
