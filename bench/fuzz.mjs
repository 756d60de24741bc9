// npm run fuzz -- [--requests=100000] [--seed=1]: sends a gateway of its own requests that are more or
// less wrong, the same ones for the same seed, and holds every answer against what must hold for any:
// no crash, no 5xx but the typed 503 and 504, JSON of a known shape with a code, no stack trace and no
// path, within 1.5 s; and the memory comes back. It ends with 1 and shows the request otherwise.
import { performance } from 'node:perf_hooks';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildSchema } from 'graphql';
import { checkAnswer } from './fuzz/check-answer.mjs';
import { startGateway } from './fuzz/gateway-process.mjs';
import { RequestGenerator } from './fuzz/requests.mjs';
import { sendRaw } from './fuzz/raw-http.mjs';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const total = Number(values.requests);
const seed = Number(values.seed);
const CONNECTIONS = 8;
const MAX_MS = 1500;
/** What memory may have grown by, in MB: caches that fill up, and an allocator's leftovers. */
const MAX_GROWTH_MB = 60;
/** Requests of the same kinds, after which memory is measured for the first time. */
const WARM_UP = Math.min(2000, Math.floor(total / 4));

const schema = buildSchema(
  readFileSync(new URL('../schema/schema.graphql', import.meta.url), 'utf8'),
);
const gateway = await startGateway();
const generator = new RequestGenerator(seed, schema);
const counts = { ok: 0, refused: 0, overloaded: 0, closed: 0 };
/** @type {Record<string, number>} */
const kinds = {};
let sent = 0;
let slowest = { ms: 0, kind: '' };
/** Slow ones and their times, by number. @type {Map<number, number>} */
const slow = new Map();
/** @type {string[]} */
const faults = [];

const worker = async (/** @type {number} */ until) => {
  while (sent < until && faults.length < 20) {
    const number = sent++;
    const request = generator.request(number);
    kinds[request.kind] = (kinds[request.kind] ?? 0) + 1;
    const { ms, answer } = await sendRaw(gateway.url, request.bytes, request.end);
    const fault = checkAnswer(request, answer, counts);
    if (ms > MAX_MS) slow.set(number, ms);
    if (ms > slowest.ms) slowest = { ms, kind: `${request.kind}, number ${number}` };
    if (fault === undefined) continue;
    const shown = `${request.bytes.toString('latin1', 0, 600)}\n→ ${answer.toString('latin1', 0, 600)}`;
    faults.push(`request ${number} (${request.kind}): ${fault}\n${shown}`);
  }
};
const run = (/** @type {number} */ until) =>
  Promise.all(Array.from({ length: CONNECTIONS }, () => worker(until)));

const began = performance.now();
await run(WARM_UP);
const before = await gateway.memory();
await run(total);
const after = await gateway.memory();
// On a machine that others use, all requests stand still at times. One that holds the gateway up, and
// all others with it, is as slow alone.
for (const number of slow.keys()) {
  const { kind, bytes, end } = generator.request(number);
  const { ms } = await sendRaw(gateway.url, bytes, end);
  if (ms > MAX_MS)
    faults.push(`request ${number} (${kind}) takes ${Math.round(ms)} ms, also alone`);
}
if (!(await gateway.answersWell()))
  faults.push('the gateway no longer answers a sound wine as before');
const growth = after.heapMb + after.externalMb - before.heapMb - before.externalMb;
if (growth > MAX_GROWTH_MB) faults.push(`memory grew by ${growth.toFixed(1)} MB`);
faults.push(...(await gateway.stop()));

for (const fault of faults) console.error(`${fault}\n`);
console.log({ seed, requests: sent, seconds: Math.round((performance.now() - began) / 1000) });
console.log({ ...counts, kinds });
console.log({ slowestMs: Math.round(slowest.ms), of: slowest.kind, slow: slow.size });
for (const [number, ms] of slow) {
  console.log(`slow: number ${number} (${generator.request(number).kind}), ${Math.round(ms)} ms`);
}
console.log({ beforeMb: before, afterMb: after });
console.log(faults.length === 0 ? 'nothing found' : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
