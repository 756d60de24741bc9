// Loaded into a subject by `node --require`, so that its code stays as it is. At each SIGWINCH it writes
// the longest stall of the event loop since the last one to the file that EVENT_LOOP_PROBE names.
const { renameSync, writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const process = require('node:process');
const { isMainThread } = require('node:worker_threads');

// A signal that no subject listens to: Provador would stop at SIGUSR2, Node begins to debug at SIGUSR1.
const SIGNAL = 'SIGWINCH';
const RESOLUTION_MS = 2;
const file = process.env.EVENT_LOOP_PROBE;

if (isMainThread && file) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on(SIGNAL, () => {
    // What is recorded is the time between two ticks of the probe, its own pause included.
    const longestStallMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
    const p99StallMs = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
    delay.reset();
    writeFileSync(`${file}.new`, JSON.stringify({ longestStallMs, p99StallMs }));
    renameSync(`${file}.new`, file);
  });
}
