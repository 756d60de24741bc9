import { startGateway, type TestGateway } from '../support/gateway';
import { readMetrics } from '../support/metrics';
import { goldenRows, toWine } from '../support/wines';

const asking = (selection: string) =>
  `query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { ${selection} } } }`;
const EXPLANATION = asking('explanation { baseline }');
const IMPROVEMENT = asking('improvement(targetQuality: 8) { distance }');
/** Many seconds of work for either question. */
const MANY = 4000;
/** Enough to begin the work even on a machine that has much else to do. */
const DEADLINE_MS = 2000;
const golden = goldenRows('2').rows.map(({ measurements }) => toWine(measurements));
const wines = Array.from({ length: MANY }, (_, i) => golden[i % golden.length]);

describe('questions that take long', () => {
  let gateway: TestGateway;
  const start = async (settings: NodeJS.ProcessEnv = {}) => {
    gateway = await startGateway({
      LOG_LEVEL: 'silent',
      MAX_OPERATION_COST: '1000000000',
      ...settings,
    });
  };
  afterEach(() => gateway.stop());

  const queuedRows = () => gateway.registry.get('2').queuedRows();
  const rowsRun = async (lane: string) =>
    (await readMetrics(gateway)).sum('provador_run_rows_sum', { lane }) ?? NaN;

  it('are not worked on any more once the client has gone', async () => {
    await start({ DEADLINE_MS: '600000' });
    const leaver = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: EXPLANATION, variables: { wines } }),
      signal: leaver.signal,
    });
    while (queuedRows() === 0) await new Promise(setImmediate);
    leaver.abort();
    await expect(answer).rejects.toThrow('aborted');
    while (queuedRows() > 0) await new Promise(setImmediate);
    expect(await rowsRun('explanation')).toBeLessThan(MANY / 2);
  }, 60_000);

  it.each([
    ['explanations', EXPLANATION, 'explanation', MANY / 2],
    // One wine's search alone scores thousands of rows.
    ['improvements', IMPROVEMENT, 'long', 500 * MANY],
  ])(
    '%s end with the deadline, between two pieces of work',
    async (_, query, lane, bound) => {
      await start({ DEADLINE_MS: String(DEADLINE_MS) });
      // A wine without an answer costs that wine only, so the list is there, and the status is 200.
      const { status, errors } = await gateway.query(query, { wines });
      expect(status).toBe(200);
      expect(errors?.[0]).toMatchObject({
        message: `Expected to answer within ${DEADLINE_MS} ms, but the work takes longer. Send fewer wines at once.`,
        extensions: { code: 'DEADLINE_EXCEEDED', deadlineMs: DEADLINE_MS },
      });
      while (queuedRows() > 0) await new Promise(setImmediate);
      expect(await rowsRun(lane)).toBeLessThan(bound);
    },
    60_000,
  );
});
