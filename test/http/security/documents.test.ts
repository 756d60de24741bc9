import { createHash } from 'node:crypto';
import { getIntrospectionQuery } from 'graphql';
import { startGateway, type TestGateway } from '../../support/gateway';
import { FIRST_WINE, operation } from '../../support/wines';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });
const PREDICT = operation('predict');
const VARIABLES = { wine: FIRST_WINE };
const QUIET = { WORKERS: '0', LOG_LEVEL: 'silent' };

function firstError(json: unknown) {
  return (json as { errors?: { message: string; extensions: object }[] }).errors?.[0];
}

describe('the size of operations', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway(QUIET);
  });
  afterAll(() => gateway.stop());

  const nested = (depth: number): string =>
    depth === 0 ? 'quality' : `whatIf(changes: { pH: 3.3 }) { ${nested(depth - 1)} }`;
  const aliases = (count: number, field: string) =>
    Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ');

  it.each([
    [
      'depth',
      `query ($wine: WineInput!) { predict(wine: $wine) { ${nested(15)} } }`,
      'maxQueryDepth',
      16,
      17,
    ],
    ['root fields', `{ ${'__typename '.repeat(51)} }`, 'maxRootFields', 50, 51],
    ['aliases', `{ limits { ${aliases(101, 'deadlineMs')} } }`, 'maxAliases', 100, 101],
    [
      'aliases by fragments',
      `{ a: limits { ...F } b: limits { ...F } } fragment F on Limits { ${aliases(50, 'deadlineMs')} }`,
      'maxAliases',
      100,
      102,
    ],
    ['selections', `{ limits { ${'deadlineMs '.repeat(500)} } }`, 'maxSelections', 500, 501],
  ])('is limited in %s', async (_, query, limit, allowed, came) => {
    const { status, json } = await gateway.post('/graphql', { query, variables: VARIABLES });
    expect(status).toBe(400);
    expect(firstError(json)?.extensions).toEqual({
      code: 'OPERATION_TOO_LARGE',
      limit,
      allowed,
      came,
    });
    const url = `${gateway.url}/graphql?query=${encodeURIComponent(query)}`;
    const byGet = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
    expect(firstError(await byGet.json())?.extensions).toMatchObject({ limit, came });
  });

  it('has limits that can be asked for, by the names that a refusal gives them', async () => {
    const { data } = await gateway.query(
      '{ limits { maxQueryTokens maxQueryDepth maxRootFields maxAliases maxSelections } }',
    );
    expect(data).toEqual({
      limits: {
        maxQueryTokens: 15_000,
        maxQueryDepth: 16,
        maxRootFields: 50,
        maxAliases: 100,
        maxSelections: 500,
      },
    });
  });

  it('lets what is at the limits pass', async () => {
    const query = `query ($wine: WineInput!) { predict(wine: $wine) { ${nested(14)} } }`;
    const { status } = await gateway.post('/graphql', { query, variables: VARIABLES });
    expect(status).toBe(200);
  });

  it('lets introspection pass', async () => {
    const { status, errors } = await gateway.query(getIntrospectionQuery());
    expect([status, errors]).toEqual([200, undefined]);
  });

  it.each([
    ['one that is not known', `{ __typename ${'@a '.repeat(5000)} }`],
    ['one that may not be repeated', `{ __typename ${'@skip(if: false) '.repeat(2000)} }`],
  ])('is limited in directives: %s', async (_, query) => {
    const { status, errors } = await gateway.query(query);
    expect(status).toBe(400);
    expect(errors?.length).toBeLessThanOrEqual(101);
  });

  it('is limited in errors that are told', async () => {
    const query =
      'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { whatIf(changes: { pH: 99 }) { quality } } } }';
    for (let i = 0; i < 3; i++) {
      const wines = Array.from({ length: 300 }, () => FIRST_WINE);
      const { status, errors } = await gateway.query(query, { wines });
      expect(status).toBe(200);
      expect(errors).toHaveLength(101);
      expect(errors?.[100]).toEqual({
        message: 'Expected at most 100 errors; 200 more are not told here.',
        extensions: { code: 'ERRORS_OMITTED', omitted: 200 },
      });
    }
  });

  it.each(['mutation', 'subscription'])(
    'is never that of a %s: there are only queries',
    async (kind) => {
      const query = `${kind} { a }`;
      const { data, errors } = await gateway.query(query);
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        {
          message: `Schema is not configured to execute ${kind} operation.`,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ]);
      const url = `${gateway.url}/graphql?query=${encodeURIComponent(query)}`;
      const byGet = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
      expect([byGet.status, byGet.headers.get('allow')]).toEqual([405, 'POST']);
    },
  );
});

describe('persisted operations', () => {
  it('are off by default, and none are left at the gateway by clients', async () => {
    const gateway = await startGateway(QUIET);
    for (const body of [
      { extensions: byHash(PREDICT) },
      { query: PREDICT, extensions: byHash(PREDICT) },
      { extensions: byHash(PREDICT) },
    ]) {
      const { json } = await gateway.post('/graphql', { ...body, variables: VARIABLES });
      expect(firstError(json)?.extensions).toMatchObject({ code: 'PERSISTED_QUERY_NOT_SUPPORTED' });
    }
    await gateway.stop();
  });

  describe('beside documents', () => {
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await startGateway({ ...QUIET, PERSISTED_OPERATIONS: 'allow' });
    });
    afterAll(() => gateway.stop());

    it('are executed by their hash as by their text', async () => {
      const variables = VARIABLES;
      const byText = await gateway.post('/graphql', { query: PREDICT, variables });
      expect(byText.status).toBe(200);
      for (let i = 0; i < 3; i++) {
        const answer = await gateway.post('/graphql', { extensions: byHash(PREDICT), variables });
        expect(answer.text).toBe(byText.text);
      }
    });

    it('that are not listed are asked for in the words that clients know, and then executed', async () => {
      const query = '{ limits { deadlineMs } }';
      const unknown = await gateway.post('/graphql', { extensions: byHash(query) });
      expect(firstError(unknown.json)).toEqual({
        message: 'PersistedQueryNotFound',
        extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
      });
      const sent = await gateway.post('/graphql', { query, extensions: byHash(query) });
      expect(sent.json).toMatchObject({ data: { limits: { deadlineMs: 10_000 } } });
      // It was not kept.
      const again = await gateway.post('/graphql', { extensions: byHash(query) });
      expect(firstError(again.json)?.message).toBe('PersistedQueryNotFound');
    });

    it('are refused under the hash of another document', async () => {
      const body = { query: '{ __typename }', extensions: byHash(PREDICT), variables: VARIABLES };
      const { status, json } = await gateway.post('/graphql', body);
      expect(status).toBe(400);
      expect(firstError(json)?.message).toBe('Expected the SHA-256 of `query`, but another came.');
    });
  });

  describe('alone', () => {
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await startGateway({ ...QUIET, PERSISTED_OPERATIONS: 'only' });
    });
    afterAll(() => gateway.stop());

    it('are executed, by hash and by text', async () => {
      for (const named of [{ query: PREDICT }, { extensions: byHash(PREDICT) }]) {
        const { status } = await gateway.post('/graphql', { ...named, variables: VARIABLES });
        expect(status).toBe(200);
      }
    });

    const query = '{ limits { deadlineMs } }';
    it.each([
      ['a document', { query }],
      ['introspection', { query: getIntrospectionQuery() }],
      ['a document that differs by a space', { query: `${PREDICT} ` }],
      ['a document with its own hash', { query, extensions: byHash(query) }],
      ['a hash', { extensions: byHash(query) }],
      ['a syntax error', { query: '{' }],
    ])('leave no way to %s that is not listed', async (_, body) => {
      const { status, json } = await gateway.post('/graphql', body);
      expect(status).toBe(403);
      expect(firstError(json)?.extensions).toEqual({ code: 'PERSISTED_QUERY_NOT_IN_LIST' });
    });

    it.each([
      ['query={limits{deadlineMs}}', 403],
      ['query=%7Blimits%7BdeadlineMs%7D%7D', 403],
      ['a=1&query={limits{deadlineMs}}&b=2', 403],
      [`query=${encodeURIComponent(PREDICT)}&query={limits{deadlineMs}}`, 400],
      ['qu%65ry={limits{deadlineMs}}', 403],
    ])('leave no way by GET with %s', async (search, status) => {
      const headers = { 'apollo-require-preflight': 'true' };
      const response = await fetch(`${gateway.url}/graphql?${search}`, { headers });
      expect(response.status).toBe(status);
      expect(await response.text()).not.toContain('"data"');
    });
  });
});

describe('in production', () => {
  it('introspection and the Sandbox are off unless they are asked for', async () => {
    const closed = await startGateway({ ...QUIET, NODE_ENV: 'production' });
    const { errors } = await closed.query('{ __schema { types { name } } }');
    expect(errors?.[0]?.message).toContain('introspection is not allowed');
    const page = await fetch(`${closed.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).not.toContain('html');
    await closed.stop();

    const open = await startGateway({
      ...QUIET,
      NODE_ENV: 'production',
      INTROSPECTION: 'true',
      SANDBOX: 'true',
    });
    expect((await open.query(getIntrospectionQuery())).status).toBe(200);
    const shown = await fetch(`${open.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(shown.headers.get('content-type')).toContain('html');
    await open.stop();
  });
});
