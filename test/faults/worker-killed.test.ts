import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Crowd } from '../support/crowd';
import { startGatewayProcess } from '../support/gateway-process';
import { KnownAnswers } from '../support/known-answers';
import { readMetrics } from '../support/metrics';
import { projectFile } from '../support/wines';

const WORKERS = 2;
/** How many die at a time: one, both, and both with their successors. */
const DEATHS = [1, WORKERS, 2 * WORKERS];

describe('workers that die in the middle of their runs', () => {
  it('cost no answer, are replaced, and so are those after them', async () => {
    const known = await KnownAnswers.learn();
    const folder = mkdtempSync(path.join(tmpdir(), 'provador-'));
    const hasDeadly = () => readdirSync(folder).some((file) => file.startsWith('deadly'));
    const gateway = await startGatewayProcess(
      {
        DEADLY_FOLDER: folder,
        WORKERS: String(WORKERS),
        MAX_RUN_ROWS: '250',
        DEADLINE_MS: '60000',
      },
      ['--import', projectFile('test', 'faults', 'deadly-workers.mjs')],
    );
    const crowd = new Crowd(gateway.url, known);
    try {
      for (const deaths of DEATHS) {
        // Rows of the round before are fatal again.
        for (const file of readdirSync(folder)) rmSync(path.join(folder, file));
        for (let i = 0; i < deaths; i++) writeFileSync(path.join(folder, `deadly-${i}`), '');
        while (hasDeadly()) await crowd.hears(1);
        await crowd.takesATurn();
      }
      expect(await crowd.ends()).toEqual([]);
      const metrics = await readMetrics(gateway);
      expect(metrics.sum('provador_run_failures_total')).toBe(0);
      expect(metrics.sum('provador_errors_total')).toBe(0);
      expect(metrics.sum('provador_worker_deaths_total')).toBe(DEATHS.reduce((a, b) => a + b));
    } finally {
      await crowd.ends();
      expect(await gateway.stop()).toBe(0);
      rmSync(folder, { recursive: true });
    }
    const told = gateway.logged().filter(({ level }) => level === 'warn' || level === 'error');
    expect(told.length).toBeGreaterThan(0);
    for (const line of told) {
      expect(line).toMatchObject({
        level: 'warn',
        err: { message: 'worker exited with code: 1' },
        msg: 'a worker died; what it had in hand is done again',
      });
    }
  }, 90_000);
});
