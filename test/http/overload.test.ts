import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { LONG_ROWS, SLOW } from '../support/slow-gateway';
import { startGateway, type HttpResponse, type TestGateway } from '../support/gateway';
import { FIRST_RECORD, FIRST_WINE } from '../support/wines';

const BATCH =
  'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { quality } } }';
const wines = (count: number) => Array.from({ length: count }, () => FIRST_WINE);
const batchOf = (count: number, query = BATCH) => ({ query, variables: { wines: wines(count) } });
const literal = Object.entries(FIRST_WINE)
  .map(([field, value]) => (field === 'pH' ? 'pH: $pH' : `${field}: ${value}`))
  .join(', ');

interface Refusal {
  readonly errors: readonly { message: string; path?: unknown; extensions: unknown }[];
  readonly data?: unknown;
}

const overloaded = (rows: number) => ({
  code: 'OVERLOADED',
  rows,
  retryAfterMs: expect.any(Number) as number,
  queue: { rows: expect.any(Number) as number, limit: 10 },
});

describe('a gateway whose queue is full', () => {
  let gateway: TestGateway;
  let turn = 0;
  beforeAll(async () => {
    gateway = await startGateway(SLOW);
    // Two uses, so that every way of executing it is known.
    await gateway.post('/graphql', batchOf(1));
    await gateway.post('/graphql', batchOf(1));
  });
  afterAll(() => gateway.stop());

  /** Asks while a long list waits, which is answered all the same. */
  async function beside(ask: () => Promise<HttpResponse>): Promise<HttpResponse> {
    const long = gateway.post('/graphql', batchOf(LONG_ROWS));
    while (gateway.unanswered().rows < LONG_ROWS) await new Promise(setImmediate);
    const answer = await ask();
    const { status, text } = await long;
    expect(status).toBe(200);
    expect(text.match(/"quality":5/g)).toHaveLength(LONG_ROWS);
    return answer;
  }

  function expectRefusal({ status, headers, json }: HttpResponse, rows: number): Refusal {
    expect(status).toBe(503);
    // Who is to come again soon should not have to connect anew.
    expect(headers.get('connection')).toBe('keep-alive');
    const { errors, data } = json as Refusal;
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions).toEqual(overloaded(rows));
    expect(errors[0]?.message).toMatch(
      new RegExp(
        `^Expected room for ${rows} more rows to wait, but \\d+ of at most 10 wait already\\. Send them again later\\.$`,
      ),
    );
    const { retryAfterMs } = errors[0]?.extensions as { retryAfterMs: number };
    expect(headers.get('retry-after')).toBe(String(Math.ceil(retryAfterMs / 1000)));
    return { errors, ...(data !== undefined && { data }) };
  }

  it('refuses an operation that it knows with 503 and when to come again', async () => {
    const answer = await beside(() => gateway.post('/graphql', batchOf(20)));
    expect(expectRefusal(answer, 20)).toMatchObject({
      data: null,
      errors: [{ path: ['predictBatch'] }],
    });
  });

  it('refuses a long list of an operation that it knows before it is read', async () => {
    const answer = await beside(() => gateway.post('/graphql', batchOf(1000)));
    const refusal = expectRefusal(answer, 1000);
    // Nothing was executed, so there is no field to name.
    expect(refusal).not.toHaveProperty('data');
    expect(refusal.errors[0]).not.toHaveProperty('path');
    const line = gateway.logs.find((text) => text.includes('"rows":1000,') && text.includes('503'));
    expect(JSON.parse(line ?? '')).toMatchObject({ outcome: 'error', codes: ['OVERLOADED'] });
  });

  it('refuses an operation that it sees for the first time with 503 as well', async () => {
    const answer = await beside(() =>
      gateway.post('/graphql', batchOf(20, `${BATCH} # ${turn++}`)),
    );
    expect(expectRefusal(answer, 20)).toMatchObject({ data: null });
  });

  it('refuses with 503 what graphql-js executes', async () => {
    const query = `query ($pH: Float!) { predict(wine: { ${literal} }) { quality } }`;
    const answer = await beside(() => gateway.post('/graphql', { query, variables: { pH: 3.51 } }));
    expect(expectRefusal(answer, 1)).toMatchObject({
      data: null,
      errors: [{ path: ['predict'] }],
    });
  });

  it.each([20, 1000])('refuses %d records of the old API', async (count) => {
    const records = Array.from({ length: count }, () => FIRST_RECORD);
    const { status, headers, json } = await beside(() => gateway.post('/predict', records));
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(json).toEqual({
      error: { ...overloaded(count), message: expect.any(String) as string },
    });
  });

  it('refuses those of many long lists at once that find no room, and keeps none for them', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => gateway.post('/graphql', batchOf(1000))),
    );
    const refused = all.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(all.length);
    for (const answer of refused) expectRefusal(answer, 1000);
    expect((await gateway.post('/graphql', batchOf(1000))).status).toBe(200);
  });

  it('refuses nothing that has room elsewhere, or wants no room', async () => {
    const query = BATCH.replace('wines: $wines)', 'wines: $wines, version: "1")');
    const unasked = BATCH.replace('predictions { quality }', 'accepted');
    for (const body of [batchOf(1000, query), batchOf(1000, unasked)]) {
      await gateway.post('/graphql', body);
      expect((await beside(() => gateway.post('/graphql', body))).status).toBe(200);
    }
  });

  it('says first that a list is too long at any time', async () => {
    const { json } = await beside(() => gateway.post('/graphql', batchOf(10_001)));
    expect(json).toMatchObject({ errors: [{ extensions: { code: 'BATCH_TOO_LARGE' } }] });
  });
});

describe('long lists that come at once', () => {
  const ROWS = 1500;
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ ...SLOW, MAX_QUEUED_ROWS: String(LONG_ROWS + ROWS) });
    await gateway.post('/graphql', batchOf(1));
    await gateway.post('/graphql', batchOf(1));
  });
  afterAll(() => gateway.stop());

  /** Sends so many at once: the last byte of each is there in the same turn of the event loop. */
  async function endTogether(count: number, body: string) {
    // As fetch asks, by which the operation is known.
    const headers = {
      accept: '*/*',
      'content-type': 'application/json',
      'content-length': body.length,
    };
    const requests = Array.from({ length: count }, () =>
      request(`${gateway.url}/graphql`, { method: 'POST', agent: false, headers }),
    );
    const sent = requests.map(async (one) => {
      one.write(body.slice(0, -1));
      while (one.socket?.connecting !== false || one.socket.writableLength > 0) {
        await new Promise(setImmediate);
      }
    });
    await Promise.all(sent);
    // Until the gateway has read as much.
    for (let turns = 0; turns < 100; turns++) await new Promise(setImmediate);
    const answers = requests.map(async (one) => {
      const [answer] = (await once(one, 'response')) as [IncomingMessage];
      return { status: answer.statusCode, json: JSON.parse(await text(answer)) as unknown };
    });
    for (const one of requests) one.end(body.slice(-1));
    return Promise.all(answers);
  }

  it('are refused before they are read but for the one that there is room for', async () => {
    const long = gateway.post('/graphql', batchOf(LONG_ROWS));
    while (gateway.unanswered().rows < LONG_ROWS) await new Promise(setImmediate);
    const all = await endTogether(3, JSON.stringify(batchOf(ROWS)));
    const answered = all.filter(({ status }) => status === 200);
    const predictions = Array.from({ length: ROWS }, () => ({ quality: 5 }));
    const right = { data: { predictBatch: { predictions } }, extensions: { cost: ROWS } };
    expect(answered.map(({ json }) => json)).toEqual([right]);
    const refused = all.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(2);
    for (const { json } of refused) {
      expect(json).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
      // Nothing was executed.
      expect(json).not.toHaveProperty('data');
    }
    expect((await long).status).toBe(200);
  });
});

describe('an operation with less time than its work takes', () => {
  let gateway: TestGateway;
  const in1ms = { 'x-request-timeout-ms': '1' };
  beforeAll(async () => {
    gateway = await startGateway({ ...SLOW, LOG_LEVEL: 'silent' });
    await gateway.post('/graphql', batchOf(1));
    await gateway.post('/graphql', batchOf(1));
  });
  afterAll(() => gateway.stop());

  const tooLate = (deadlineMs: number) => ({
    message: `Expected to answer within ${deadlineMs} ms, but the work takes longer. Send fewer wines at once.`,
    extensions: { code: 'DEADLINE_EXCEEDED', deadlineMs },
  });

  it.each([
    ['that is known', BATCH],
    ['that is new', `${BATCH} # new`],
  ])('is answered with 504, an operation %s', async (_, query) => {
    const { status, json, headers } = await gateway.post('/graphql', batchOf(10_000, query), in1ms);
    expect(status).toBe(504);
    expect(headers.get('retry-after')).toBeNull();
    expect(json).toMatchObject({ data: null, errors: [tooLate(1)] });
  });

  it('is answered with 504 when what is asked about a wine takes longer', async () => {
    const query =
      'query ($wine: WineInput!) { predict(wine: $wine) { sensitivity(feature: PH, steps: 201) { score } } }';
    const body = { query, variables: { wine: FIRST_WINE } };
    const { status, json } = await gateway.post('/graphql', body, in1ms);
    expect(status).toBe(504);
    expect(json).toMatchObject({ data: null, errors: [tooLate(1)] });
  });

  it('is answered with 504 by POST /predict', async () => {
    const records = Array.from({ length: 10_000 }, () => FIRST_RECORD);
    const { status, json } = await gateway.post('/predict', records, in1ms);
    expect(status).toBe(504);
    const { message, extensions } = tooLate(1);
    expect(json).toEqual({ error: { message, ...extensions } });
  });

  it.each(['0', '-5', '1.5', 'soon', '', '5, 6', '9999999999'])(
    'cannot name %j for a time',
    async (time) => {
      for (const [path, body] of [
        ['/graphql', batchOf(1)],
        ['/predict', FIRST_RECORD],
      ] as const) {
        const answer = await gateway.post(path, body, { 'x-request-timeout-ms': time });
        expect(answer.status).toBe(400);
        const message = `x-request-timeout-ms: expected a whole number of milliseconds from 1 on, but ${JSON.stringify(time)} came.`;
        const code = 'BAD_USER_INPUT';
        const header = 'x-request-timeout-ms';
        expect(answer.json).toEqual(
          path === '/graphql'
            ? { errors: [{ message, extensions: { code, header } }] }
            : { error: { code, message, header } },
        );
      }
    },
  );

  it('can shorten the time only', async () => {
    const hasty = await startGateway({ ...SLOW, LOG_LEVEL: 'silent', DEADLINE_MS: '5' });
    const { status, json } = await hasty.post('/graphql', batchOf(10_000), {
      'x-request-timeout-ms': '60000',
    });
    expect(status).toBe(504);
    expect(json).toMatchObject({ errors: [tooLate(5)] });
    await hasty.stop();
  });
});
