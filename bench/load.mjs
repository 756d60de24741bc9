// The load generator's process: autocannon against one subject, until the window holds enough answers.
// Takes a `LoadOrder` as its argument, sends a `LoadResult` to the process that forked it.
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as setTimer } from 'node:timers';
import { cpuSeconds } from './process-facts.mjs';
import { pathOf, rotatedBodies } from './requests.mjs';

const autocannon = createRequire(new URL('./peers/package.json', import.meta.url))('autocannon');

/**
 * @typedef {object} LoadOrder
 * @property {string} url @property {number[]} pids the subject's processes
 * @property {import('./requests.mjs').Protocol} protocol
 * @property {import('./requests.mjs').Shape} shape @property {number} connections
 * @property {Record<string, string>} [headers] besides the content's type
 * @property {number} warmUpSeconds @property {number} seconds
 * @property {number} minAnswers answers that the window holds at least, however long that takes
 *
 * @typedef {object} LoadResult
 * @property {number} answers @property {number} failures @property {number} seconds
 * @property {number} winesPerSecond @property {number} p50Ms @property {number} p99Ms
 * @property {number} maxMs @property {number | null} cpuSecondsPerMillionWines
 */

// A subject so slow that it does not get this far is measured by what it got.
const PATIENCE = 6;
// One that gives no answer for so long has died, or hangs.
const SILENCE_MS = 30_000;

/** @type {LoadOrder} */
const order = JSON.parse(process.argv[2] ?? '');
const { shape, protocol } = order;
const path = pathOf(protocol, shape);
const headers = { 'content-type': 'application/json', ...order.headers };
// No prediction is shorter than this; an answer without predictions is.
const leastBytes = shape.wines * '{"score":5}'.length;

const began = performance.now();
const warmUpEnds = began + order.warmUpSeconds * 1000;
// The generator has to warm up, too: before each connection has had an answer it measures itself.
let missingAnswers = order.connections;
/** @type {{ at: number, cpu: number | null }} the last answer before the window, which opens it */
let opened = { at: began, cpu: null };
let failures = 0;
/** @type {number[]} */
const latencies = [];

const run = autocannon(
  {
    url: order.url,
    connections: order.connections,
    duration: 3600,
    timeout: 120,
    requests: rotatedBodies(protocol, shape).map((body) => ({
      method: 'POST',
      path,
      headers,
      body,
    })),
    // A single answer is short enough to be looked through without slowing the generator down.
    ...(shape.wines === 1 && {
      verifyBody: (/** @type {string} */ body) => !body.includes('"errors"'),
    }),
  },
  () => undefined,
);
const silence = setTimer(() => report(performance.now()), SILENCE_MS);
run.on('reqError', () => failures++);
run.on('reqMismatch', () => failures++);
run.on(
  'response',
  (
    /** @type {unknown} */ _client,
    /** @type {number} */ status,
    /** @type {number} */ bytes,
    /** @type {number} */ ms,
  ) => {
    const now = performance.now();
    silence.refresh();
    if (now < warmUpEnds || missingAnswers > 0) {
      missingAnswers--;
      opened = { at: now, cpu: null };
      return;
    }
    // Reading CPU time takes longer than a request does: once, when the window has opened.
    opened.cpu ??= cpuSeconds(order.pids);
    latencies.push(ms);
    if (status !== 200 || bytes < leastBytes) failures++;
    const windowMs = now - opened.at;
    const isEnough = windowMs >= order.seconds * 1000 && latencies.length >= order.minAnswers;
    if (isEnough || windowMs >= order.seconds * 1000 * PATIENCE) report(now);
  },
);

/** @param {number} now */
function report(now) {
  if (latencies.length === 0) {
    console.error(`no answer from ${order.url} within ${((now - began) / 1000).toFixed(0)} s`);
    process.exit(1);
  }
  const cpu = cpuSeconds(order.pids);
  const seconds = (now - opened.at) / 1000;
  // The CPU clock began with the window's first answer, so that answer is not counted.
  const wines = (latencies.length - 1) * shape.wines;
  latencies.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))];
  /** @type {LoadResult} */
  const result = {
    answers: latencies.length,
    failures,
    seconds,
    winesPerSecond: (latencies.length * shape.wines) / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    cpuSecondsPerMillionWines:
      cpu === null || opened.cpu === null || wines === 0
        ? null
        : ((cpu - opened.cpu) * 1e6) / wines,
  };
  process.send?.(result, () => process.exit(0));
}
