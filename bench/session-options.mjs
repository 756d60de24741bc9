/**
 * What ONNX Runtime's session options do to a run: each set against the defaults, side by side in
 * alternating rounds, answers checked first. Writes `bench/results/session-options.{json,md}`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describeRun } from './machine.mjs';
import { PROJECT, readParameters } from './repository.mjs';
import { alternate } from './rounds.mjs';
import { makeWines } from './wines.mjs';

const { createPreparation } = createRequire(import.meta.url)(
  '../dist/preprocessing/preprocessing.js',
);

const SIZES = [1, 10, 100, 1_000, 10_000];
const ROUNDS = 9;
/** A cell of a round is measured for at least so long, and for at least one run. */
const CELL_MS = 8;
/** Threads of the session before spin for a while after its last run. */
const SETTLE_MS = 30;
/** Farther apart than what another order of additions does to float32. */
const TOLERANCE = 1e-5;

const one = { intraOpNumThreads: 1, interOpNumThreads: 1 };
const two = { ...one, intraOpNumThreads: 2 };
const noSpinning = {
  extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
};

/** @type {Record<string, InferenceSession.SessionOptions>} The first is what the others are held against. */
const CANDIDATES = {
  'ONNX Runtime’s defaults': {},
  '1 thread': one,
  '1 thread, optimisation basic': { ...one, graphOptimizationLevel: 'basic' },
  '1 thread, optimisation off': { ...one, graphOptimizationLevel: 'disabled' },
  '1 thread, no arena': { ...one, enableCpuMemArena: false },
  '1 thread, no memory pattern': { ...one, enableMemPattern: false },
  '1 thread, no arena, no memory pattern': {
    ...one,
    enableCpuMemArena: false,
    enableMemPattern: false,
  },
  '1 thread, parallel execution': { ...one, executionMode: 'parallel' },
  '2 threads': two,
  '2 threads, no spinning': { ...two, ...noSpinning },
};

/** @typedef {{ name: string, session: InferenceSession }} Subject */

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {string} version */
async function measureVersion(version) {
  const model = readFileSync(
    path.join(PROJECT, 'models', 'red-wine-quality', version, 'model.onnx'),
  );
  const { tensor } = readParameters(version, 'output.json');
  const preparation = createPreparation(readParameters(version, 'preprocessing.json'));
  const prepared = preparation.prepare(
    Float64Array.from(makeWines(Math.max(...SIZES), 1).flat()),
    Math.max(...SIZES),
  );

  /** @type {Subject[]} */
  const subjects = [];
  for (const [name, options] of Object.entries(CANDIDATES)) {
    const session = await InferenceSession.create(model, { logSeverityLevel: 3, ...options });
    subjects.push({ name, session });
  }
  /** @param {Subject} subject @param {number} rows */
  const run = async ({ session }, rows) => {
    const block = prepared.subarray(0, rows * preparation.width);
    const feeds = {
      [session.inputNames[0]]: new Tensor('float32', block, [rows, preparation.width]),
    };
    return /** @type {Float32Array} */ ((await session.run(feeds, [tensor]))[tensor].data);
  };

  const cells = [];
  for (const rows of SIZES) {
    const expected = await run(subjects[0], rows);
    for (const subject of subjects) {
      const answers = await run(subject, rows);
      if (!expected.every((value, i) => Math.abs(value - answers[i]) <= TOLERANCE)) {
        throw new Error(`version ${version}, ${rows} rows: "${subject.name}" answers otherwise`);
      }
    }
    /** @type {Map<string, { wall: number, cpu: number }[]>} µs a run, a round each */
    const times = new Map(subjects.map(({ name }) => [name, []]));
    await alternate(ROUNDS, subjects, async (subject) => {
      await pause(SETTLE_MS);
      await run(subject, rows);
      const cpu = process.cpuUsage();
      const start = performance.now();
      let runs = 0;
      for (; runs === 0 || performance.now() - start < CELL_MS; runs++) await run(subject, rows);
      const wall = ((performance.now() - start) * 1_000) / runs;
      const { user, system } = process.cpuUsage(cpu);
      times.get(subject.name)?.push({ wall, cpu: (user + system) / runs });
    });
    const base = times.get(subjects[0].name) ?? [];
    for (const [name, rounds] of times) {
      cells.push({
        version,
        rows,
        options: name,
        microseconds: median(rounds.map(({ wall }) => wall)),
        cpuMicroseconds: median(rounds.map(({ cpu }) => cpu)),
        ratio: median(rounds.map(({ wall }, round) => wall / base[round].wall)),
      });
    }
  }
  for (const { session } of subjects) await session.release();
  return cells;
}

const cells = [...(await measureVersion('1')), ...(await measureVersion('2'))];
const run = { ...describeRun(), rounds: ROUNDS, cells };

const lines = [
  '# Session options',
  '',
  `Written by \`node bench/session-options.mjs\` on ${run.date}: ${run.machine.cores} cores, Node ${run.versions.node}, onnxruntime-node ${run.versions.provador['onnxruntime-node']}.`,
  `Time of a run against ONNX Runtime’s defaults in the same round (median of ${ROUNDS} rounds; below 1 is faster), its time, and the CPU time that it took on all threads.`,
];
for (const version of ['1', '2']) {
  lines.push('', `## Version ${version}`, '');
  lines.push(
    `| options | ${SIZES.map((rows) => `${rows.toLocaleString('en')} rows`).join(' | ')} |`,
  );
  lines.push(`|---|${SIZES.map(() => '---').join('|')}|`);
  for (const name of Object.keys(CANDIDATES)) {
    const row = cells.filter((cell) => cell.version === version && cell.options === name);
    const text = row.map(
      ({ ratio, microseconds, cpuMicroseconds }) =>
        `${ratio.toFixed(2)} (${microseconds.toFixed(0)} µs, CPU ${cpuMicroseconds.toFixed(0)})`,
    );
    lines.push(`| ${name} | ${text.join(' | ')} |`);
  }
}
const results = path.join(PROJECT, 'bench', 'results');
mkdirSync(results, { recursive: true });
writeFileSync(path.join(results, 'session-options.json'), `${JSON.stringify(run, null, 2)}\n`);
writeFileSync(path.join(results, 'session-options.md'), `${lines.join('\n')}\n`);
