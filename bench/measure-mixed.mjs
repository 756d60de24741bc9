import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { measureLoad } from './measure-load.mjs';
import { readProbe } from './read-probe.mjs';
import { startSubject } from './subject-process.mjs';

const PROBE = fileURLToPath(new URL('./event-loop-probe.cjs', import.meta.url));
const WARM_UP_SECONDS = 2;
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
