import { pino } from 'pino';
import { createHttpServer } from '../../../src/http/server';
import { readSettings } from '../../../src/settings';
import { AUDIENCE, ISSUER, newApiKey, newIssuer } from '../../support/credentials';
import { startGateway, type TestGateway } from '../../support/gateway';
import { TemporaryFolder } from '../../support/temporary';
import { FIRST_RECORD, FIRST_WINE } from '../../support/wines';

const QUERY = 'query Grade($wine: WineInput!) { predict(wine: $wine) { quality } }';
const OPERATION = { query: QUERY, variables: { wine: FIRST_WINE } };

describe('a gateway that wants keys or tokens', () => {
  const folder = new TemporaryFolder();
  const cellar = newApiKey('cellar');
  const shop = newApiKey('shop', { requestsPerMinute: 3 });
  const press = newApiKey('press', { costPerMinute: 10 });
  let issuer: Awaited<ReturnType<typeof newIssuer>>;
  let gateway: TestGateway;
  beforeAll(async () => {
    issuer = await newIssuer();
    const keys = [cellar, shop, press].map(({ entry }) => entry);
    gateway = await startGateway({
      WORKERS: '0',
      API_KEYS_FILE: folder.write('keys.json', { keys }),
      JWKS: folder.write('jwks.json', issuer.keySet),
      JWT_ISSUER: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
    });
  });
  afterAll(async () => {
    await gateway.stop();
    folder.remove();
  });
  const withKey = (key: string) => ({ 'x-api-key': key });
  const lastLine = () => JSON.parse(gateway.logs.at(-1) ?? '') as Record<string, unknown>;

  it('answers a known key, and the log says whose, not which', async () => {
    const { status, json } = await gateway.post('/graphql', OPERATION, withKey(cellar.key));
    expect([status, json]).toEqual([
      200,
      { data: { predict: { quality: 5 } }, extensions: { cost: 1 } },
    ]);
    expect(lastLine()).toMatchObject({ operation: 'Grade', client: 'key cellar' });
    const old = await gateway.post('/predict', FIRST_RECORD, withKey(cellar.key));
    expect(old.status).toBe(200);
  });

  it('answers a token of the issuer', async () => {
    const authorization = `Bearer ${await issuer.sign({})}`;
    const { status } = await gateway.post('/graphql', OPERATION, { authorization });
    expect(status).toBe(200);
    expect(lastLine()).toMatchObject({ client: 'token winery-7' });
  });

  const WANTED =
    'Expected an API key in the header "x-api-key" or a token in the header "authorization: Bearer …", but';
  const wrong: [string, Record<string, string>, string][] = [
    ['nothing', {}, `${WANTED} none came.`],
    [
      'a key that is not known',
      withKey('pvd_x'),
      `${WANTED} what came is not known, or no longer.`,
    ],
    [
      'a token that is none',
      { authorization: 'Bearer a.b.c' },
      `${WANTED} what came is not known, or no longer.`,
    ],
    [
      'a key where tokens go',
      { authorization: `Bearer ${cellar.key}` },
      `${WANTED} what came is not known, or no longer.`,
    ],
    [
      'another scheme',
      { authorization: 'Basic YTpi' },
      `${WANTED} what came is not known, or no longer.`,
    ],
  ];
  it.each(wrong)('refuses %s, in the shape of the route', async (_, headers, message) => {
    const graphql = await gateway.post('/graphql', OPERATION, headers);
    expect([graphql.status, graphql.json]).toEqual([
      401,
      { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
    const old = await gateway.post('/predict', FIRST_RECORD, headers);
    expect([old.status, old.json]).toEqual([401, { error: { code: 'UNAUTHENTICATED', message } }]);
    expect(lastLine()).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  it('says so by the header that is for it', async () => {
    const response = await fetch(`${gateway.url}/predict`, { method: 'POST' });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('refuses before the body is read, and whatever it holds', async () => {
    for (const body of ['{"query":', 'x'.repeat(5_000_000), '[]']) {
      expect((await gateway.post('/graphql', body)).status).toBe(401);
    }
  });

  it('refuses a document too that was answered to another before', async () => {
    await gateway.post('/graphql', OPERATION, withKey(cellar.key));
    await gateway.post('/graphql', OPERATION, withKey(cellar.key));
    expect((await gateway.post('/graphql', OPERATION)).status).toBe(401);
  });

  it.each([
    ['GET', '/graphql?query={__typename}'],
    ['GET', '/graphql?extensions={}'],
    ['HEAD', '/graphql?query={__typename}'],
    ['GET', '/predict'],
    ['GET', '/nothing'],
    ['POST', '/'],
    ['DELETE', '/graphql'],
    ['GET', '//graphql'],
  ])('tells a stranger nothing at %s %s', async (method, path) => {
    const headers = { 'apollo-require-preflight': 'true' };
    const response = await fetch(`${gateway.url}${path}`, { method, headers });
    expect(response.status).toBe(401);
  });

  it.each(['/health/live', '/health/ready'])('keeps %s open', async (path) => {
    expect((await fetch(`${gateway.url}${path}`)).status).toBe(200);
  });

  it('keeps the Sandbox open, which shows nothing but itself', async () => {
    const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
  });

  it("holds a key to its own requests a minute, and to nobody else's", async () => {
    for (let i = 0; i < 3; i++) {
      expect((await gateway.post('/graphql', OPERATION, withKey(shop.key))).status).toBe(200);
    }
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...withKey(shop.key) },
      body: JSON.stringify(OPERATION),
    });
    expect(response.status).toBe(429);
    const { errors } = (await response.json()) as { errors: { extensions: object }[] };
    expect(errors[0]?.extensions).toEqual({
      code: 'RATE_LIMITED',
      retryAfterMs: expect.any(Number) as number,
      requestsPerMinute: 3,
    });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    const old = await gateway.post('/predict', FIRST_RECORD, withKey(shop.key));
    expect([old.status, old.json]).toMatchObject([429, { error: { code: 'RATE_LIMITED' } }]);
    expect((await gateway.post('/graphql', OPERATION, withKey(cellar.key))).status).toBe(200);
  });

  it('holds a key to its own budget, whichever way its operations are executed', async () => {
    const query = 'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { accepted } }';
    const ask = (wines: number) =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...withKey(press.key) },
        body: JSON.stringify({ query, variables: { wines: Array(wines).fill(FIRST_WINE) } }),
      });
    // More than a minute's budget could never be asked.
    const never = await ask(11);
    expect([never.status, await never.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'OPERATION_TOO_COSTLY', maxOperationCost: 10 } }] },
    ]);
    expect((await ask(4)).status).toBe(200);
    // Through Apollo Server, and past it where the document is known.
    expect((await ask(4)).status).toBe(200);
    const refused = await ask(4);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', cost: 4, costPerMinute: 10 } }],
      extensions: { cost: 4 },
    });
    const first = await gateway.post(
      '/graphql',
      { query: `${query} # new`, variables: { wines: Array(4).fill(FIRST_WINE) } },
      withKey(press.key),
    );
    expect(first.status).toBe(429);
    const old = await gateway.post('/predict', Array(3).fill(FIRST_RECORD), withKey(press.key));
    expect([old.status, old.json]).toMatchObject([
      429,
      { error: { code: 'RATE_LIMITED', cost: 3 } },
    ]);
    // What still fits is answered.
    expect((await ask(2)).status).toBe(200);
    expect((await gateway.post('/predict', FIRST_RECORD, withKey(press.key))).status).toBe(429);
  });
});

describe('a gateway without keys', () => {
  it('counts requests by address where a limit is set, also wrong ones', async () => {
    const gateway = await startGateway({ WORKERS: '0', REQUESTS_PER_MINUTE: '3' });
    expect((await gateway.post('/graphql', OPERATION)).status).toBe(200);
    expect((await gateway.post('/graphql', '{')).status).toBe(400);
    expect((await gateway.post('/predict', FIRST_RECORD)).status).toBe(200);
    expect((await gateway.post('/graphql', OPERATION)).status).toBe(429);
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
    expect(gateway.logs.join('')).toContain('"client":"address 127.0.0.1"');
    await gateway.stop();
  });

  it('believes X-Forwarded-For of a trusted proxy, and of nobody else', async () => {
    const ask = (gateway: TestGateway, address: string) =>
      gateway.post('/graphql', OPERATION, { 'x-forwarded-for': address });
    const behind = await startGateway({
      WORKERS: '0',
      REQUESTS_PER_MINUTE: '1',
      TRUST_PROXY: 'loopback',
    });
    expect((await ask(behind, '192.0.2.1')).status).toBe(200);
    expect((await ask(behind, '192.0.2.2')).status).toBe(200);
    expect((await ask(behind, '192.0.2.1')).status).toBe(429);
    // The proxy adds the address that it sees at the end; what a client claims stands before.
    expect((await ask(behind, '192.0.2.9, 192.0.2.1')).status).toBe(429);
    await behind.stop();

    const direct = await startGateway({ WORKERS: '0', REQUESTS_PER_MINUTE: '1' });
    expect((await ask(direct, '192.0.2.1')).status).toBe(200);
    expect((await ask(direct, '192.0.2.2')).status).toBe(429);
    await direct.stop();
  });

  it.each([
    ['0.0.0.0', {}, 1],
    ['127.0.0.1', {}, 0],
  ])('warns when %s is where it listens', (HOST, environment, warnings) => {
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(line) });
    createHttpServer(readSettings({ HOST, ...environment }), log);
    expect(
      lines.filter((line) => line.includes('anyone may ask: set API_KEYS_FILE or JWKS')),
    ).toHaveLength(warnings);
  });

  it('does not warn on a public address when a key is wanted', () => {
    const folder = new TemporaryFolder();
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(line) });
    const API_KEYS_FILE = folder.write('keys.json', { keys: [newApiKey('a').entry] });
    createHttpServer(readSettings({ HOST: '0.0.0.0', API_KEYS_FILE }), log);
    expect(lines).toEqual([]);
    folder.remove();
  });
});
