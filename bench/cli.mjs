// The part of a run that is about the command line: a table of many rows, read, graded and written.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { finished } from 'node:stream/promises';
import { clearInterval, setInterval } from 'node:timers';
import { AnswerCheck } from './check-answers.mjs';
import { peakMemory, processTree } from './process-facts.mjs';
import { gatewayRoot, PROJECT } from './repository.mjs';
import { alternate } from './rounds.mjs';
import { FEATURES, makeWines } from './wines.mjs';

const ROWS = 1_000_000;
const QUICK_ROWS = 100_000;
const PIECE_ROWS = 50_000;
const LOOK_MS = 25;
const TOLERANCE = 1e-5;
/** What the package's first line and `npm start` give Node. */
const NODE = ['--max-semi-space-size=16', '--v8-pool-size=1', '--initial-old-space-size=96'];
const ENVIRONMENT = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '524288' };

/**
 * @typedef {object} TableSubject
 * @property {string} name
 * @property {string} [version] what it grades by; undefined: it does not
 * @property {(from: string, to: string) => string[]} command
 */

const script = (/** @type {string} */ name) => path.join(PROJECT, 'bench', 'peers', name);
const provador = (/** @type {string} */ version) => ({
  name: `provador score, version ${version}`,
  version,
  command: (/** @type {string} */ from, /** @type {string} */ to) => [
    process.execPath,
    ...NODE,
    path.join(gatewayRoot(), 'dist', 'cli', 'provador.js'),
    ...['score', from, '--version', version, '-o', to],
  ],
});

/** @type {TableSubject[]} */
const SUBJECTS = [
  {
    name: 'floor',
    command: (from, to) => [process.execPath, ...NODE, script('csv-floor.mjs'), from, to],
  },
  {
    name: 'floor, written by us',
    command: (from, to) => [process.execPath, ...NODE, script('csv-floor.mjs'), from, to, 'ours'],
  },
  provador('1'),
  provador('2'),
  {
    name: 'forest',
    command: (from) => [process.execPath, ...NODE, script('forest-floor.mjs'), from],
  },
];
const PANDAS = {
  name: 'pandas and scikit-learn, version 1',
  version: '1',
  command: (/** @type {string} */ from, /** @type {string} */ to) => [
    script('flask/.venv/bin/python'),
    script('flask/score_table.py'),
    from,
    to,
  ],
};

/**
 * A table of made-up wines, graded by each of the subjects in turns.
 *
 * @param {import('./options.mjs').Options} options
 * @param {boolean} hasPandas whether Python's libraries are there
 * @param {(line: string) => void} log
 */
export async function commandLine({ rounds, quick }, hasPandas, log) {
  const folder = mkdtempSync(path.join(tmpdir(), 'provador-table-'));
  const file = (/** @type {string} */ name) => path.join(folder, name);
  const subjects = hasPandas ? [...SUBJECTS, PANDAS] : SUBJECTS;
  /** @type {any[]} */
  const records = [];
  try {
    await checkAnswers(subjects, file, log);
    const rows = quick ? QUICK_ROWS : ROWS;
    await writeTable(file('wines.csv'), rows);
    log(`a table of ${rows.toLocaleString('en')} rows`);
    await alternate(quick ? 1 : Math.min(rounds, 3), subjects, async (subject, round) => {
      const measured = await run(subject.command(file('wines.csv'), file('graded.csv')));
      records.push({ subject: subject.name, version: subject.version, round, rows, ...measured });
      const { ms, peakBytes } = measured;
      log(
        `  ${round} ${subject.name}: ${(ms / 1000).toFixed(2)} s, ${Math.round((peakBytes ?? NaN) / 1e6)} MB`,
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return records;
}

/**
 * Holds what each subject says of wines against ONNX Runtime's answers.
 *
 * @param {TableSubject[]} subjects @param {(name: string) => string} file @param {(line: string) => void} log
 */
async function checkAnswers(subjects, file, log) {
  const { wines, expected } = await AnswerCheck.prepare(['1', '2']);
  writeFileSync(file('checked.csv'), `${header()}${lines(wines)}`);
  for (const { name, version, command } of subjects) {
    if (version === undefined) continue;
    await run(command(file('checked.csv'), file('answers.csv')));
    const [head = '', ...answers] = readFileSync(file('answers.csv'), 'utf8').trim().split('\n');
    const [quality, score] = ['quality', 'score'].map((column) => head.split(',').indexOf(column));
    const right = expected.get(version) ?? [];
    if (answers.length !== right.length) throw new Error(`${name}: expected a line a wine`);
    answers.forEach((answer, i) => {
      const cells = answer.split(',').map(Number);
      const isRight =
        Math.abs(cells[score] - right[i].score) <= TOLERANCE &&
        (quality < 0 || cells[quality] === right[i].quality);
      if (!isRight) throw new Error(`${name}: wine ${i} is graded ${answer}`);
    });
    log(`${name}: grades as it should`);
  }
}

/**
 * Runs a command to its end.
 *
 * @param {string[]} command
 * @returns {Promise<{ ms: number, peakBytes: number | null, rowsPerSecond?: number }>} with the most
 *   memory that it and its children held, and what it told of its own speed
 */
async function run([program = '', ...args]) {
  const begun = performance.now();
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, ...ENVIRONMENT },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (piece) => (told += piece));
  /** @type {number | null} */
  let peakBytes = null;
  const looking = setInterval(() => {
    const seen = peakMemory(processTree(child.pid ?? 0));
    if (seen !== null && !Number.isNaN(seen)) peakBytes = Math.max(peakBytes ?? 0, seen);
  }, LOOK_MS);
  const code = await new Promise((resolve) => child.on('close', resolve));
  const ms = performance.now() - begun;
  clearInterval(looking);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  return { ms, peakBytes, ...(told !== '' && { rowsPerSecond: Number(told) }) };
}

/** @param {string} file @param {number} rows */
async function writeTable(file, rows) {
  const out = createWriteStream(file);
  out.write(header());
  for (let row = 0; row < rows; row += PIECE_ROWS) {
    out.write(lines(makeWines(Math.min(PIECE_ROWS, rows - row), 7 + row)));
  }
  out.end();
  await finished(out);
}

const header = () => `${FEATURES.map(({ column }) => column).join(';')}\n`;
const lines = (/** @type {number[][]} */ wines) =>
  `${wines.map((wine) => wine.join(';')).join('\n')}\n`;
