// `npm run bench`: measures the gateway against its peers and the floor. See README.md.
import { performance } from 'node:perf_hooks';
import path from 'node:path';
import process from 'node:process';
import { buildGateway, installFlask, installPeers, installShap } from './install.mjs';
import { describeRun } from './machine.mjs';
import { readOptions, USAGE } from './options.mjs';
import { writeReports } from './report/write-reports.mjs';

// A quick run begins no further part after this.
const QUICK_MS = 150_000;

const options = readOptions(process.argv.slice(2));
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
if (options.gateway) process.env.BENCH_GATEWAY = path.resolve(options.gateway);

buildGateway();
installPeers();
// These read the built gateway's files, so they come after it.
const { chosenSubjects, plannedCells } = await import('./plan.mjs');
const parts = await import('./parts.mjs');
const { trust } = await import('./trust-part.mjs');
const { commandLine } = await import('./cli.mjs');

const chosen = chosenSubjects(options);
const wantsFlask = chosen.some(({ name }) => name === 'flask') || !options.skip.has('cli');
const hasPandas = wantsFlask && installFlask();
const hasShap = !options.skip.has('trust') && installShap();

const began = performance.now();
/** @param {string} line */
const log = (line) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);

/** @type {Record<string, any>} */
const results = {
  ...describeRun(),
  quick: options.quick,
  rounds: options.rounds,
  seconds: options.seconds,
};
const { subjects, states } = await parts.checkSubjects(chosen, options, log);
results.subjects = states;
const sound = chosen.filter(({ name }) => subjects.has(name));

/** @type {Record<string, () => Promise<any[]>>} */
const measurements = {
  load: () => parts.load(plannedCells(options, sound), sound, options, log),
  mixed: () => parts.mixed(sound, options, log),
  request: () => parts.request(sound, options, log),
  start: () => parts.start(sound, options, log),
  memory: () => parts.memory(sound, options, log),
  trust: () => trust(sound, options, hasShap, log),
  cli: () => commandLine(options, hasPandas, log),
  growth: () => parts.growth(sound, options, log),
};
for (const [name, measure] of Object.entries(measurements)) {
  const isLate = options.quick && performance.now() - began > QUICK_MS;
  if (isLate) log(`${name}: left out, the machine is too busy for a quick run`);
  results[name] = isLate || options.skip.has(name) ? [] : await measure();
}
results.took = Math.round((performance.now() - began) / 1000);
log(`done; see ${await writeReports(results, options.out)}`);
