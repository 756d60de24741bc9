import { startGateway, type TestGateway } from '../../support/gateway';
import { FIRST_RECORD } from '../../support/wines';

const DATA = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

describe('security headers', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ WORKERS: '0', LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());
  const headersOf = async (path: string, init: RequestInit = {}) =>
    Object.fromEntries((await fetch(`${gateway.url}${path}`, init)).headers);
  const post = (body: unknown) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  it.each([
    ['an answer', '/graphql', post({ query: '{ __typename }' })],
    ['a refusal', '/graphql', post({ query: '{' })],
    ['an operation by GET', '/graphql?query={__typename}', { headers: { accept: 'text/html' } }],
    ['the old API', '/predict', post(FIRST_RECORD)],
    ['health', '/health/live', {}],
    ['a route that is not there', '/nothing', {}],
    ['another method', '/graphql', { method: 'PUT' }],
  ])('of data are on %s', async (_, path, init) => {
    expect(await headersOf(path, init)).toMatchObject(DATA);
  });

  it('are on an answer of a repeated document as well', async () => {
    const body = post({ query: '{ limits { deadlineMs } models { name } }' });
    await headersOf('/graphql', body);
    await headersOf('/graphql', body);
    expect(await headersOf('/graphql', body)).toMatchObject(DATA);
  });

  it('let the Sandbox load what it consists of, and nobody embed it', async () => {
    const init = { headers: { accept: 'text/html' } };
    const { 'content-security-policy': policy = '', ...others } = await headersOf('/graphql', init);
    expect(others).toMatchObject({
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'x-content-type-options': 'nosniff',
    });
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain('frame-src https://sandbox.embed.apollographql.com');
    // What Apollo's page names, by the policy that it brings along, is allowed.
    const page = await (await fetch(`${gateway.url}/graphql`, init)).text();
    const [, own = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
    expect(own).toContain("'nonce-");
    for (const source of page.matchAll(/(?:src|href)="(https:[^"]+)"/g)) {
      const { origin } = new URL(source[1] ?? '');
      if (origin !== 'https://fonts.gstatic.com') expect(own).toContain(origin);
      expect(policy).toContain(origin);
    }
  });

  it('do not tell what the server is made of', async () => {
    const headers = await headersOf('/graphql', post({ query: '{ __typename }' }));
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  });
});

describe('pages of other origins', () => {
  const preflight = (url: string, origin: string) =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-api-key',
      },
    });

  it('get no leave by default', async () => {
    const gateway = await startGateway({ WORKERS: '0', LOG_LEVEL: 'silent' });
    const answer = await preflight(gateway.url, 'https://app.example');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    await gateway.stop();
  });

  it('get leave where their origin is listed, without cookies, and can read refusals', async () => {
    const gateway = await startGateway({
      WORKERS: '0',
      LOG_LEVEL: 'silent',
      CORS_ORIGINS: 'https://app.example, http://localhost:5173',
      REQUESTS_PER_MINUTE: '1',
    });
    for (const origin of ['https://app.example', 'http://localhost:5173']) {
      const { status, headers } = await preflight(gateway.url, origin);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
      expect(headers.get('access-control-allow-headers')).toBe('content-type,x-api-key');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('vary')).toContain('Origin');
    }
    for (const origin of ['https://app.example.evil', 'https://evil.example', 'null']) {
      const { headers } = await preflight(gateway.url, origin);
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    const ask = () =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'https://app.example' },
        body: '{"query":"{ __typename }"}',
      });
    await ask();
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(refused.headers.get('access-control-expose-headers')).toBe('retry-after');
    await gateway.stop();
  });
});
