import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { measureLoad } from './measure-load.mjs';
import { startSubject } from './subject-process.mjs';

const PROBE = fileURLToPath(new URL('./event-loop-probe.cjs', import.meta.url));
const WARM_UP_SECONDS = 2;
const PROBE_TIMEOUT_MS = 10_000;
const SINGLES = { wines: 1, connections: 16 };
const BATCHES = { wines: 10_000, connections: 2 };

/**
 * Sends large batches and single wines at the same time, and sees how long the singles wait and the
 * event loop stands still.
 *
 * @param {import('./subjects.mjs').Subject} subject
 * @param {{ version: string, seconds: number }} options
 */
export async function measureMixed(subject, { version, seconds }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const file = path.join(folder, 'event-loop.json');
  const server = await startSubject(subject, {
    env: { EVENT_LOOP_PROBE: file },
    execArgv: ['--require', PROBE],
  });
  const load = (/** @type {typeof SINGLES} */ { wines, connections }, /** @type {number} */ more) =>
    measureLoad(server, {
      shape: { version, wines, selection: 'plain' },
      connections,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds: seconds + more,
      minAnswers: 1,
    });
  try {
    // The batches go on for a while after the singles, so that no single has the server to itself.
    const batches = load(BATCHES, 1);
    const singles = load(SINGLES, 0);
    const measured = Promise.all([singles, batches]);
    measured.catch(() => undefined);
    await sleep(WARM_UP_SECONDS * 1000);
    await readProbe(server.pid, file);
    await singles;
    const eventLoop = await readProbe(server.pid, file);
    const [ofSingles, ofBatches] = await measured;
    return { version, ...eventLoop, singles: ofSingles, batches: ofBatches };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/**
 * Reads the event loop's stalls since the last reading, and begins anew.
 *
 * @param {number} pid @param {string} file
 * @returns {Promise<{ longestStallMs: number, p99StallMs: number }>}
 */
async function readProbe(pid, file) {
  rmSync(file, { force: true });
  process.kill(pid, 'SIGWINCH');
  const deadline = performance.now() + PROBE_TIMEOUT_MS;
  while (performance.now() < deadline) {
    await sleep(5);
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      // Not written yet: the event loop that is to write it stands still.
    }
  }
  throw new Error('the event-loop probe did not answer');
}
