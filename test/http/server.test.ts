import { pino } from 'pino';
import { createHttpServer } from '../../src/http/server';
import { readSettings } from '../../src/settings';
import { startGateway } from '../support/gateway';
import { FIRST_RECORD, FIRST_WINE, operation } from '../support/wines';

/** Handlers that these tests do not ask. */
const OTHERS = { graphiql: () => ({}), contract: () => ({}) };

describe('HTTP server', () => {
  it('is live but not ready until the models are there', async () => {
    const server = createHttpServer(readSettings({ PORT: '0' }), pino({ level: 'silent' }));
    const url = await server.listen();
    const get = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return [response.status, (await response.json()) as unknown];
    };

    expect(await get('/health/live')).toEqual([200, { status: 'live' }]);
    expect(await get('/health/ready')).toEqual([503, { status: 'not ready' }]);
    const early = await fetch(`${url}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(FIRST_RECORD),
    });
    expect(early.status).toBe(503);
    expect(early.headers.get('retry-after')).toBe('1');
    expect(await early.json()).toEqual({
      error: {
        code: 'NOT_READY',
        message: 'The models are being loaded; try again in a second.',
      },
    });

    server.open({ ...OTHERS, graphql: () => ({}), predict: () => ({}) });
    expect(await get('/health/ready')).toEqual([200, { status: 'ready' }]);
    await server.close();
  });

  it('masks an error that is not ours, and logs it under the reference that the answer carries', async () => {
    const logs: string[] = [];
    const log = pino({}, { write: (line: string) => void logs.push(line) });
    const server = createHttpServer(readSettings({ PORT: '0' }), log);
    const fail = (): never => {
      throw new Error('the cellar key is under the mat');
    };
    server.open({ ...OTHERS, graphql: fail, predict: fail });
    const url = await server.listen();

    for (const path of ['/graphql', '/predict']) {
      const response = await fetch(`${url}${path}`, { method: 'POST' });
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(text).toContain('INTERNAL_SERVER_ERROR');
      expect(text).not.toContain('cellar');
      const [, reference = 'none'] = /"reference":"([^"]+)"/.exec(text) ?? [];
      const logged = logs.find((line) => line.includes(reference));
      expect(logged).toContain('the cellar key is under the mat');
    }
    await server.close();
  });

  it('logs one line a request: operation, rows, time, outcome, and no measurement', async () => {
    const gateway = await startGateway();
    const logged = () => {
      const lines = gateway.logs.map((line) => JSON.parse(line) as Record<string, unknown>);
      return lines.filter(({ msg }) => msg === 'request');
    };
    const wine = { ...FIRST_WINE, fixedAcidity: 7.654321 };
    await gateway.query(operation('predict-batch'), { wines: [wine, { ...wine, pH: 14.123456 }] });
    await gateway.query(operation('predict'), { wine: { ...wine, pH: 14.123456 } });
    await gateway.query(operation('predict'), { wine: { ...wine, pH: 'acid-of-123456' } });
    await gateway.post('/predict', { ...FIRST_RECORD, pH: 14.123456 });
    await fetch(`${gateway.url}/health/live`);

    expect(logged()).toEqual(
      [
        { operation: 'PredictBatch', rows: 2, status: 200, outcome: 'ok' },
        { operation: 'Predict', rows: 1, outcome: 'error', codes: ['BAD_USER_INPUT'] },
        { operation: 'Predict', rows: 0, status: 400, outcome: 'error', codes: ['BAD_USER_INPUT'] },
        { operation: 'POST /predict', rows: 1, status: 400, codes: ['BAD_USER_INPUT'] },
      ].map(
        (line) => expect.objectContaining({ ...line, ms: expect.any(Number) as number }) as object,
      ),
    );
    expect(gateway.logs.join('')).not.toMatch(/123456|7\.654321/);
    await gateway.stop();
  });
});
