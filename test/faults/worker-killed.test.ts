import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Crowd } from '../support/crowd';
import { startGatewayProcess } from '../support/gateway-process';
import { KnownAnswers } from '../support/known-answers';
import { readMetrics } from '../support/metrics';
import { projectFile } from '../support/wines';

const DEATHS = 5;

describe('a worker that dies in the middle of its runs', () => {
  it('costs no answer, is replaced, and so are those after it', async () => {
    const known = await KnownAnswers.learn();
    const folder = mkdtempSync(path.join(tmpdir(), 'provador-'));
    const deadly = path.join(folder, 'deadly');
    const gateway = await startGatewayProcess(
      { DEADLY_FILE: deadly, WORKERS: '2', MAX_RUN_ROWS: '250', DEADLINE_MS: '60000' },
      ['--import', projectFile('test', 'faults', 'deadly-workers.mjs')],
    );
    const crowd = new Crowd(gateway.url, known);
    try {
      for (let i = 0; i < DEATHS; i++) {
        writeFileSync(deadly, '');
        while (existsSync(deadly)) await crowd.hears(1);
        // What it had in hand has been done again by then. Whoever loses two workers is told so.
        await crowd.takesATurn();
      }
      expect(await crowd.ends()).toEqual([]);
      const metrics = await readMetrics(gateway);
      expect(metrics.sum('provador_run_failures_total')).toBe(0);
      expect(metrics.sum('provador_errors_total')).toBe(0);
    } finally {
      await crowd.ends();
      expect(await gateway.stop()).toBe(0);
      rmSync(folder, { recursive: true });
    }
    expect(gateway.logged().filter(({ level }) => level === 'error')).toEqual([]);
  }, 90_000);
});
