import { connect } from 'node:net';
import { startGateway, type TestGateway } from '../support/gateway';
import { FIRST_WINE } from '../support/wines';

const QUERY = 'query ($wine: WineInput!) { predict(wine: $wine) { quality } }';

/** Sends bytes as they are and gives the first line of the answer. */
function rawRequest(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (data) => {
      resolve(data.toString('latin1').split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
    socket.setTimeout(2000, () => socket.destroy(new Error('no answer')));
  });
}

describe('input that is not as it should be', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent', MAX_BODY_BYTES: '200000' });
  });
  afterAll(() => gateway.stop());

  afterEach(async () => {
    const { data } = await gateway.query(QUERY, { wine: FIRST_WINE });
    expect(data).toEqual({ predict: { quality: expect.any(Number) as number } });
  });

  const tooLarge = JSON.stringify({ query: `{ ${' '.repeat(250_000)} }` });

  it.each([
    [
      'a body that is too large',
      tooLarge,
      {},
      413,
      'BODY_TOO_LARGE',
      'Expected a body of at most 200000 bytes. Send fewer wines at once.',
    ],
    [
      'another content type',
      '<query/>',
      { 'content-type': 'application/xml' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'Expected a body of application/json, but "application/xml" came.',
    ],
    [
      'plain text',
      'query=1',
      { 'content-type': 'text/plain' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'Expected a body of application/json, but "text/plain" came.',
    ],
    ['a body that is no JSON', '{"query":', {}, 400, 'BAD_REQUEST', 'Body is not valid JSON'],
    ['an empty body', '', {}, 400, 'BAD_REQUEST', 'Body cannot be empty'],
    [
      'JSON without a query',
      '{"x":1}',
      {},
      400,
      'BAD_REQUEST',
      'GraphQL operations must contain a non-empty `query`',
    ],
    [
      'a list of operations',
      '[{"query":"{__typename}"}]',
      {},
      400,
      'BAD_REQUEST',
      'Operation batching disabled',
    ],
    [
      'a syntax error',
      { query: '{' },
      {},
      400,
      'GRAPHQL_PARSE_FAILED',
      'Syntax Error: Expected Name, found <EOF>.',
    ],
    [
      'an unknown field',
      { query: '{ predictions }' },
      {},
      400,
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query field "predictions" on type "Query".',
    ],
    [
      'a huge document',
      { query: `{ ${'limits { maxBatchRows } '.repeat(5000)} }` },
      {},
      400,
      'GRAPHQL_PARSE_FAILED',
      'Document contains more that 15000 tokens',
    ],
    [
      'nesting of selections that the schema does not have',
      { query: '{ models { models { name } } }' },
      {},
      400,
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query field "models" on type "Model".',
    ],
    [
      'deep nesting in the variables',
      `{"query":${JSON.stringify(QUERY)},"variables":{"wine":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      {},
      400,
      'BAD_USER_INPUT',
      'Expected type "WineInput" to be an object.',
    ],
    [
      'variables of the wrong shape',
      { query: QUERY, variables: [] },
      {},
      400,
      'BAD_REQUEST',
      '`variables` in a POST body must be an object if provided.',
    ],
  ])('answers %s with a typed error', async (_, body, headers, status, code, message) => {
    const response = await gateway.post('/graphql', body, headers);
    expect(response.type).toMatch(/^application\/(graphql-response\+)?json/);
    expect(response.json).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({
          message: expect.stringContaining(message) as string,
          extensions: expect.objectContaining({ code }) as object,
        }),
      ]) as object,
    });
    expect(response.status).toBe(status);
    expect(response.text).not.toMatch(/stacktrace|node_modules|\.js:\d/);
  });

  it.each([
    ['selections', `${'{ models '.repeat(4900)}${'}'.repeat(4900)}`],
    ['lists', `{ predictBatch(wines: ${'['.repeat(7000)}${']'.repeat(7000)}) { accepted } }`],
    ['list types', `query ($a: ${'['.repeat(4000)}Int${']'.repeat(4000)}) { __typename }`],
    [
      'lists in a fragment',
      `{ ...F } fragment F on Query { model(version: ${'['.repeat(600)}1${']'.repeat(600)}) { name } }`,
    ],
    ['open lists', `{ predictBatch(wines: ${'['.repeat(14_000)}`],
    ['objects', `{ predict(wine: ${'{a:'.repeat(3500)}1${'}'.repeat(3500)}) { quality } }`],
  ])('refuses deep nesting of %s', async (_, query) => {
    const { status, errors } = await gateway.query(query);
    expect(status).toBe(400);
    expect(errors).toEqual([
      {
        message:
          'Expected a document of at most 200 brackets in each other, but this one has more.',
        extensions: { code: 'OPERATION_TOO_LARGE', limit: 'maxNesting', allowed: 200 },
      },
    ]);
  });

  it('stops after a bounded number of errors, however many fields are wrong', async () => {
    const query = 'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { accepted } }';
    const wines = Array.from({ length: 10_000 }, () => ({}));
    const { status, errors } = await gateway.query(query, { wines });
    expect(status).toBe(400);
    expect(errors?.length).toBeLessThanOrEqual(51);
  });

  it('refuses a form post, which a foreign page could send', async () => {
    const url = `${gateway.url}/graphql?query=${encodeURIComponent('{ limits { deadlineMs } }')}`;
    const response = await fetch(url);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('CSRF');
  });

  it('says which routes there are when another is asked for', async () => {
    const response = await fetch(`${gateway.url}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: {
        code: 'NOT_FOUND',
        message:
          'Expected GET /, POST or GET /graphql, POST /predict, GET /graphiql, /schema.graphql, /health/live or /health/ready.',
      },
    });
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    [
      'a path that cannot be decoded',
      'GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n',
      'HTTP/1.1 400 Bad Request',
    ],
    [
      'two lengths',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      'HTTP/1.1 400 Bad Request',
    ],
    [
      'a huge header',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      'HTTP/1.1 431 Request Header Fields Too Large',
    ],
  ])('answers %s', async (_, text, line) => {
    expect(await rawRequest(gateway.url, text)).toBe(line);
  });

  it('tells nothing of the schema when introspection is off', async () => {
    const closed = await startGateway({
      LOG_LEVEL: 'silent',
      INTROSPECTION: 'false',
      SANDBOX: 'false',
    });
    const introspection = await closed.query('{ __schema { types { name } } }');
    expect(introspection.status).toBe(400);
    expect(introspection.errors?.[0]?.message).toContain('introspection is not allowed');
    const typo = await closed.query('{ limit { deadlineMs } }');
    expect(typo.errors?.[0]?.message).toBe('Cannot query field "limit" on type "Query".');
    const page = await fetch(`${closed.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).not.toContain('html');
    await closed.stop();
  });
});
