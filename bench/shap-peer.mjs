import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { gatewayRoot, modelFile, PROJECT } from './repository.mjs';

const VERSION = '2';
const WIDTH = 11;
const TOLERANCE = 1e-5;

/** Contributions, float64, and how many there are a wine. @typedef {{ values: Float64Array, width: number }} Contributions */

/**
 * Starts shap's TreeExplainer on wines, in two processes, and waits until it has explained them once.
 *
 * @param {number[][]} wines
 */
export async function startShap(wines) {
  const folder = mkdtempSync(path.join(tmpdir(), 'provador-shap-'));
  const file = (/** @type {string} */ name) => path.join(folder, name);
  writeFileSync(file('wines.f64'), new Uint8Array(Float64Array.from(wines.flat()).buffer));
  const training = path.join(PROJECT, 'training');
  const parameters = path.join(gatewayRoot(), 'parameters', 'red-wine-quality', VERSION);
  const script = path.join(PROJECT, 'bench', 'peers', 'shap', 'explain.py');
  const child = spawn(
    path.join(training, '.venv', 'bin', 'python'),
    [script, modelFile(VERSION), parameters, file('wines.f64'), file('shap.f64')],
    {
      cwd: training,
      // Threads of its libraries would only be in the way of the two processes.
      env: { PATH: process.env.PATH, PYTHONPATH: training, OMP_NUM_THREADS: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  if ((await lines.next()).value !== 'ready') throw new Error('shap did not start');
  return {
    contributions: read(file('shap.f64'), wines.length),
    /** Explains all wines once more; milliseconds, by its own clock. */
    async measure() {
      child.stdin.write('\n');
      return Number((await lines.next()).value);
    },
    stop() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * The gateway's code on the same wines: over the model's columns, as shap sees them, and over the
 * measurements, as it is served.
 *
 * @param {number[][]} wines
 */
export function explainHere(wines) {
  const folder = mkdtempSync(path.join(tmpdir(), 'provador-explained-'));
  const file = (/** @type {string} */ name) => path.join(folder, name);
  writeFileSync(file('wines.f64'), new Uint8Array(Float64Array.from(wines.flat()).buffer));
  const script = path.join(PROJECT, 'test', 'parity', 'explain-rows.mjs');
  const explain = (/** @type {string[]} */ ...options) => {
    const files = ['wines.f64', 'explained.f64', 'baseline.f64'].map(file);
    execFileSync(process.execPath, [script, VERSION, ...files, ...options], { cwd: PROJECT });
    return read(file('explained.f64'), wines.length);
  };
  const explained = { columns: explain('--columns'), measurements: explain() };
  rmSync(folder, { recursive: true });
  if (explained.measurements.width !== WIDTH) throw new Error('expected eleven contributions');
  return explained;
}

/**
 * How far two sets of contributions are apart at most.
 *
 * @param {Contributions} a @param {Contributions} b
 * @throws Error when they are not equal to 1e-5
 */
export function assertEqual(a, b) {
  if (a.values.length !== b.values.length) throw new Error('expected as many contributions');
  const far = a.values.reduce((most, value, i) => Math.max(most, Math.abs(value - b.values[i])), 0);
  if (!(far <= TOLERANCE)) throw new Error(`contributions are ${far} apart`);
  return far;
}

/** @param {string} file @param {number} wines @returns {Contributions} */
function read(file, wines) {
  const values = new Float64Array(new Uint8Array(readFileSync(file)).buffer);
  return { values, width: values.length / wines };
}
