import { Crowd } from '../support/crowd';
import { startGatewayProcess, type GatewayProcess } from '../support/gateway-process';
import { askOnce, KnownAnswers, LONGEST } from '../support/known-answers';
import { readMetrics } from '../support/metrics';
import { projectFile } from '../support/wines';

const CLOCK = ['--import', projectFile('test', 'faults', 'jumping-clock.mjs')];

describe('a clock that jumps back and forth', () => {
  /** Ends well, and its log shows that the clock did jump. */
  const expectEnd = async (gateway: GatewayProcess) => {
    expect(await gateway.stop()).toBe(0);
    const years = new Set(gateway.logged().map(({ time }) => String(time).slice(0, 4)));
    expect(years.size).toBeGreaterThan(1);
  };

  it('changes no answer, and makes none late', async () => {
    const known = await KnownAnswers.learn();
    const gateway = await startGatewayProcess({ DEADLINE_MS: '60000' }, CLOCK);
    const crowd = new Crowd(gateway.url, known);
    try {
      await crowd.hears(40);
      expect(await crowd.ends()).toEqual([]);
      const metrics = await readMetrics(gateway);
      expect(metrics.sum('provador_refusals_total')).toBe(0);
      // No request took less than no time or longer than all of them: an hour is the smallest jump.
      const seconds = metrics.sum('provador_http_request_duration_seconds_sum') ?? NaN;
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(3600);
    } finally {
      await crowd.ends();
      await expectEnd(gateway);
    }
  }, 90_000);

  it('gives no operation more time than it has', async () => {
    const slow = { DEADLINE_MS: '1', OFFLOAD_ROWS: '1', MAX_RUN_ROWS: '1' };
    const gateway = await startGatewayProcess(slow, CLOCK);
    for (let i = 0; i < 5; i++) {
      const outcome = await askOnce(gateway.url, LONGEST);
      expect(JSON.stringify(outcome)).toContain('"code":"DEADLINE_EXCEEDED"');
    }
    const refusals = (await readMetrics(gateway)).by('provador_refusals_total', 'code');
    expect(refusals).toMatchObject({ DEADLINE_EXCEEDED: 5 });
    await expectEnd(gateway);
  });
});
