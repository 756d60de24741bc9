// npm run soak -- [--seconds=600]: asks a gateway of its own all that it is asked in a day, while
// versions appear, change and go and labels move, and holds every answer against a known one. Ends with 1
// when an answer was lost or wrong, or memory grew. See README.md.
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { send } from './http-client.mjs';
import { slopeOf } from './soak/growth.mjs';
import { KnownAnswers } from './soak/known-answers.mjs';
import { Operator, START, stateOf, STEPS } from './soak/operator.mjs';
import { makeQuestions } from './soak/questions.mjs';
import { Timeline } from './soak/timeline.mjs';
import { Traffic } from './soak/traffic.mjs';
import { VersionFolders } from './soak/versions.mjs';
import { readProbe } from './read-probe.mjs';
import { startSubject } from './subject-process.mjs';
import { SUBJECTS } from './subjects.mjs';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string', default: '5' } },
});
const seconds = Number(options.seconds);
if (!(seconds >= 30))
  throw new Error(`--seconds: expected a number from 30 on, but ${options.seconds} came`);
/** A step each 20 s; short runs hurry, so that they go through all steps three times as well. */
const STEP_SECONDS = Math.min(20, seconds / (3 * STEPS.length));
const SAMPLES_A_STEP = 4;
/** What may be due to chance: this many standard errors … */
const NOISE = 3;
/** … or growth below this share in ten minutes, the limit for retired versions in test/lifecycle. */
const NEGLIGIBLE = 0.05;
/** A process is still finding its size before: slopes of shorter runs are told and not judged. */
const JUDGED_SECONDS = 300;
const MB = 1024 * 1024;

const subject = SUBJECTS.find(({ name }) => name === 'provador');
if (!subject) throw new Error('expected the gateway among the subjects');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'soak-'));
const folders = new VersionFolders();
process.on('exit', () => {
  folders.remove();
  rmSync(scratch, { recursive: true, force: true });
});
folders.setLabels({ stable: START.stable }, 0);
const probeFile = path.join(scratch, 'probe.json');
const logFile = path.join(scratch, 'gateway.log');
const server = await startSubject(subject, {
  env: { ...folders.env, SOAK_PROBE: probeFile, LOG_LEVEL: 'warn' },
  execArgv: [
    '--expose-gc',
    '--require',
    fileURLToPath(new URL('./soak/probe.cjs', import.meta.url)),
  ],
  log: openSync(logFile, 'w'),
});

const questions = makeQuestions(Number(options.seed));
const known = await KnownAnswers.learn(Object.values(questions).flat(), (asked) =>
  send(server.url + asked.path, { body: asked.body }),
);
const timeline = new Timeline(stateOf(START));
const traffic = new Traffic(server.url, questions, known, timeline);
const operator = new Operator(folders, timeline, server.pid, async (query) => {
  const { text } = await send(`${server.url}/graphql`, { body: JSON.stringify({ query }) });
  return JSON.parse(text).data;
});

const began = performance.now();
const elapsed = () => (performance.now() - began) / 1000;
/** @type {{ heap: import('./soak/growth.mjs').Sample[], rss: import('./soak/growth.mjs').Sample[] }} */
const samples = { heap: [], rss: [] };
/** Milliseconds, as each sample tells them. @type {{ p50: number, p99: number, max: number }[]} */
const delays = [];
/** @type {string[]} */
const faults = [];
let reloads = 0;
let slowestReloadMs = 0;

const asking = traffic.run();
try {
  while (elapsed() < seconds) {
    const step = operator.next.name;
    slowestReloadMs = Math.max(slowestReloadMs, await operator.step());
    reloads++;
    const isSettled = reloads > STEPS.length;
    for (let i = 1; i <= SAMPLES_A_STEP; i++) {
      const until = STEP_SECONDS * (reloads - 1 + i / SAMPLES_A_STEP);
      await sleep(Math.max(0, until - elapsed()) * 1000);
      const { heapUsed, rss, delayMs } = await readProbe(server.pid, probeFile);
      delays.push(delayMs);
      // In the first round caches fill and the heap finds its size.
      if (!isSettled) continue;
      const at = { seconds: elapsed(), group: step };
      samples.heap.push({ ...at, value: heapUsed });
      samples.rss.push({ ...at, value: rss });
    }
  }
} catch (error) {
  faults.push(error.message);
}
traffic.end();
await asking;
await server.stop();
const exitCode = server.child.exitCode;

const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;

/** @param {string} name @param {import('./soak/growth.mjs').Slope} slope */
function growth(name, { perMinute, standardError, mean, samples: count }) {
  const isChance = perMinute <= NOISE * standardError;
  const isNegligible = 10 * perMinute <= NEGLIGIBLE * mean;
  if (seconds >= JUDGED_SECONDS && !isChance && !isNegligible) faults.push(`${name} grows`);
  const inMb = (/** @type {number} */ bytes) => (bytes / MB).toFixed(3);
  return `${inMb(perMinute)} ± ${inMb(standardError)} MB a minute, of ${(mean / MB).toFixed(1)} MB, ${count} samples`;
}

/** @param {'p50' | 'p99' | 'max'} key @param {number} share */
function delay(key, share) {
  const sorted = delays.map((one) => one[key]).sort((a, b) => a - b);
  return ms(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}

const { answered, refused, lost, wrong } = traffic;
console.log(
  `${Math.round(elapsed())} s, ${reloads} reloads, the slowest taken up in ${ms(slowestReloadMs)}`,
);
console.log(`answered right: ${JSON.stringify(answered)}`);
console.log(`refused ${refused}, lost ${lost}, wrong ${wrong}`);
if (samples.heap.length > STEPS.length + 1) {
  console.log(`heap: ${growth('the heap', slopeOf(samples.heap))}`);
  console.log(`RSS:  ${growth('the process', slopeOf(samples.rss))}`);
}
console.log(
  `event-loop delay, median of p50 ${delay('p50', 0.5)}, of p99 ${delay('p99', 0.5)}, longest ${delay('max', 1)}`,
);
if (lost > 0) faults.push(`${lost} lost`);
if (wrong > 0) faults.push(`${wrong} wrong`);
if (exitCode !== 0) faults.push(`the gateway ended with ${exitCode}`);
faults.push(...traffic.faults);
const logged = readFileSync(logFile, 'utf8')
  .split('\n')
  .filter((line) => line.includes('"level":"error"'));
faults.push(...logged.slice(0, 10).map((line) => `logged: ${line}`));
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
