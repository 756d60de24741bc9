// What happens when more is asked than can be done: `node bench/overload.mjs` (after `npm run build`)
// measures what a gateway of its own can do, asks twice as much of it, and then little again. Every
// answer is held against a known one. Ends with 1 when a promise is not kept. `--times 5` for more of
// it, `--wines 250` for shorter lists. `--short` measures nothing: it asks for too much of a short queue
// and judges what must hold at any speed.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { closedLoop, openLoop } from './open-loop.mjs';
import { checkOverload, QUEUED_LISTS } from './overload/check.mjs';
import { Conversation } from './overload/conversation.mjs';
import { cpuSeconds, machineSeconds } from './process-facts.mjs';
import { readProbe } from './read-probe.mjs';
import { PageOfFigures } from './report/page-of-figures.mjs';
import { SUBJECTS } from './subjects.mjs';
import { startSubject } from './subject-process.mjs';
import { mulberry32 } from './wines.mjs';

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    times: { type: 'string', default: '2' },
    wines: { type: 'string', default: '1000' },
  },
});
const times = Number(options.times);
if (!(times >= 1))
  throw new Error(`--times: expected a number from 1 on, but ${options.times} came`);
const WINES = Number(options.wines);
if (!Number.isInteger(WINES) || WINES < 1)
  throw new Error(`--wines: expected a whole number, but ${options.wines} came`);
const SECONDS = 20;
const FILLING_MS = 2000;
const RECOVERY_SECONDS = 4;
const DEADLINE_MS = 2000;
const BODIES = 16;
const CONNECTIONS = 8;
const SINGLES_A_SECOND = 50;
/** How far the capacity before and after may be apart, for a machine that is the gateway's. */
const QUIET = 0.15;
/** How much of a core others may use meanwhile. */
const OTHERS_CORES = 0.1;
/** What is promised. */
const GOODPUT = 0.9;
const REFUSED_WITHIN_MS = 20;
const RECOVERED_WITHIN_MS = 2000;

const subject = SUBJECTS.find(({ name }) => name === 'provador');
if (!subject) throw new Error('expected the gateway among the subjects');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'overload-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const probeFile = path.join(scratch, 'probe.json');
// One worker less than cores: the generator and the event loop need some, too.
const workers = String(Math.max(os.availableParallelism() - 1, 1));
const server = await startSubject(subject, {
  env: {
    DEADLINE_MS: String(DEADLINE_MS),
    WORKERS: workers,
    OVERLOAD_PROBE: probeFile,
    ...(options.short && { MAX_QUEUED_ROWS: String(QUEUED_LISTS * WINES) }),
  },
  execArgv: ['--require', fileURLToPath(new URL('./overload/probe.cjs', import.meta.url))],
});
const conversation = new Conversation(server.url);
const random = mulberry32(6);
const lists = await conversation.learn(BODIES, WINES);

/** @param {import('./overload/conversation.mjs').Question[]} questions */
const ask = (questions) => (/** @type {number} */ due, /** @type {number} */ i) =>
  conversation.ask(questions, i, due);
const alone = (/** @type {number} */ seconds) =>
  closedLoop(CONNECTIONS, seconds, (i) => conversation.ask(lists, i));

const of = (/** @type {{ status: number }[]} */ outcomes, /** @type {number} */ status) =>
  /** @type {any[]} */ (outcomes.filter((outcome) => outcome.status === status));

/** @param {{ ms: number }[]} outcomes @param {number} share */
function quantile(outcomes, share) {
  const sorted = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

let kept = true;
const page = new PageOfFigures(
  `${times} × more than can be done`,
  `node bench/overload.mjs --times ${times} --wines ${WINES}`,
  ['', 'measured', ''],
);
/** @param {string} what @param {string} figure @param {boolean} [isKept] */
function report(what, figure, isKept = true) {
  kept &&= isKept;
  page.add(what, figure, isKept ? '' : 'not kept');
}
const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;

/** CPU seconds that neither the gateway nor this process has used. */
const othersSeconds = () =>
  (machineSeconds() ?? NaN) - (cpuSeconds([server.pid, process.pid]) ?? NaN);

/** Measures once and prints a table. */
async function measure() {
  const singles = await conversation.learn(64, 1);
  await alone(SECONDS / 4);
  const cpuBefore = cpuSeconds([server.pid]) ?? NaN;
  const usual = await alone(SECONDS);
  const cpuAccepted = ((cpuSeconds([server.pid]) ?? NaN) - cpuBefore) / usual.length;
  const capacity = of(usual, 200).length / SECONDS;
  const usualMs = quantile(usual, 0.99);
  await readProbe(server.pid, probeFile);

  const othersBefore = othersSeconds();
  const began = performance.now();
  const cpuStart = cpuSeconds([server.pid]) ?? NaN;
  const [asking, asidesAsked] = await Promise.all([
    openLoop(capacity * times, SECONDS, ask(lists), random),
    openLoop(SINGLES_A_SECOND, SECONDS, ask(singles), random),
  ]);
  const ended = began + SECONDS * 1000;
  const cpuOverload = (cpuSeconds([server.pid]) ?? NaN) - cpuStart;
  const others = (othersSeconds() - othersBefore) / SECONDS;
  // Little load from now on, until nothing is refused or slow any more.
  const calm = await openLoop(capacity / 4, RECOVERY_SECONDS, ask(lists), random);
  const [asked, beside, after] = await Promise.all(
    [asking, asidesAsked, calm].map((all) => Promise.all(all)),
  );
  const { refusedMs } = await readProbe(server.pid, probeFile);
  const accepted = of(asked, 200);
  const refused = of(asked, 503);
  // In the steady state: the first answers come late, as the queue has to fill, and the last ones after the end.
  const steady = began + FILLING_MS;
  const answeredAt = accepted.map(({ at, ms: took }) => at + took);
  const answered = answeredAt.filter((at) => at >= steady && at <= ended).length;
  const goodput = (answered * 1000) / (ended - steady) / capacity;
  // The same again: where others use the machine, what was measured before says little of what was possible.
  const again = await alone(SECONDS / 2);
  const capacityAgain = (of(again, 200).length * 2) / SECONDS;
  const isQuiet = Math.abs(capacityAgain / capacity - 1) <= QUIET;
  const answeredByEnd = answeredAt.filter((at) => at <= ended).length;
  const cpuRefused = (cpuOverload - cpuAccepted * answeredByEnd) / refused.length;
  const isBad = ({ status, ms: took }) => status !== 200 || took > 2 * usualMs;
  const recoveredMs = Math.max(
    0,
    ...after.filter(isBad).map(({ at, ms: took }) => at + took - ended),
  );

  const count = (/** @type {number} */ n) => n.toLocaleString('en');
  report('asked for', `lists of ${count(WINES)} wines, ${times} × capacity for ${SECONDS} s`);
  report(
    'capacity before and after',
    `${count(Math.round(capacity * WINES))}, ${count(Math.round(capacityAgain * WINES))} wines/s`,
    isQuiet,
  );
  report('cores that others used meanwhile', others.toFixed(2), !(others > OTHERS_CORES));
  report(
    'asked, answered, refused',
    [asked, accepted, refused].map(({ length }) => count(length)).join(', '),
  );
  report('answered, of capacity', `${(100 * goodput).toFixed(1)} %`, goodput >= GOODPUT);
  report('accepted, p50', ms(quantile(accepted, 0.5)));
  report(
    `accepted, p99 (deadline ${DEADLINE_MS} ms)`,
    ms(quantile(accepted, 0.99)),
    quantile(accepted, 0.99) <= DEADLINE_MS,
  );
  const late = of(asked, 504).length;
  report('accepted and not answered in time', count(late), late <= 0.01 * accepted.length);
  // From when they were sent: what the generator is late is not the gateway's. Where it has to share the
  // cores, it waits for one with the answer as well: what the gateway took itself tells how much of it.
  const refusedIn = refused.map(({ at, sent, ms: took }) => ({ ms: at + took - sent }));
  const inside = refusedMs.map((/** @type {number} */ ms) => ({ ms }));
  for (const [where, all, isPromised] of /** @type {const} */ ([
    ['as its client saw it', refusedIn, true],
    ['inside the gateway', inside, false],
  ])) {
    const [p50, p99] = [quantile(all, 0.5), quantile(all, 0.99)];
    const isKept = !isPromised || p99 <= REFUSED_WITHIN_MS;
    report(`refused, ${where}, p50, p99`, `${ms(p50)}, ${ms(p99)}`, isKept);
  }
  report(
    'CPU of an accepted list, of a refused one',
    `${ms(1000 * cpuAccepted)}, ${ms(1000 * cpuRefused)}`,
  );
  report(
    'single wines beside it, p99',
    ms(quantile(of(beside, 200), 0.99)),
    of(beside, 200).length === beside.length,
  );
  report('recovered after', ms(recoveredMs), recoveredMs <= RECOVERED_WITHIN_MS);
}

/** Asks for what must hold at any speed. */
async function check() {
  for (const fault of await checkOverload(conversation, server.url, lists, times)) {
    kept = false;
    console.log(fault);
  }
}

try {
  await (options.short ? check() : measure());
  const { wrong } = conversation;
  report('wrong or lost', String(wrong.length), wrong.length === 0);
  for (const what of new Set(wrong)) console.log(what);
  if (!options.short) await page.write(`overload-${times}`);
} finally {
  conversation.close();
  await server.stop();
}
process.exit(kept ? 0 : 1);
