import { readFileSync, rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 10_000;

/**
 * Has a probe in another process write its figures, and reads them: what it measured since the last time.
 *
 * @param {number} pid @param {string} file where it writes
 * @returns {Promise<any>}
 */
export async function readProbe(pid, file) {
  rmSync(file, { force: true });
  process.kill(pid, 'SIGWINCH');
  const deadline = performance.now() + TIMEOUT_MS;
  while (performance.now() < deadline) {
    await sleep(5);
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      // Not written yet: the event loop that is to write it stands still.
    }
  }
  throw new Error('the probe in the other process did not answer');
}
