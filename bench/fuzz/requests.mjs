import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { DocumentGenerator } from './documents.mjs';
import { Random } from './random.mjs';
import { damaged, oddJson, wineJson, winesJson } from './values.mjs';

/**
 * @typedef {object} FuzzRequest
 * @property {string} kind
 * @property {Buffer} bytes as they go onto the wire.
 * @property {'answer' | 'half' | 'gone'} end what follows: an answer is waited for; no more is sent,
 *   and there may be an answer; or the client goes at once.
 */

const GOOD =
  'query ($wine: WineInput!) { predict(wine: $wine) { quality score probabilities { grade } } }';
const GOOD_LIST =
  'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { accepted predictions { quality } rejected { index faults { message } } } }';
const TRUST =
  'query ($wine: WineInput!) { predict(wine: $wine) { explanation { baseline } improvement(targetQuality: 7, adjustable: [ALCOHOL]) { __typename } sensitivity(feature: PH) { __typename } interval { low high } } }';

const TYPES = [
  ...[
    'application/json; charset=utf-8',
    'application/json;charset=latin1',
    'application/json; a',
    'text/plain',
  ],
  ...[
    '',
    'application/xml',
    'multipart/form-data; boundary=a',
    'application/x-www-form-urlencoded',
    '\x80',
  ],
  ...[
    'application/graphql',
    'text/plain; application/json',
    'APPLICATION/JSON',
    'application/json,text/plain',
  ],
];
const ACCEPTS = [
  ...[
    '*/*',
    'application/graphql-response+json',
    'text/html',
    'multipart/mixed',
    'a/b',
    ';q=2',
    '',
  ],
  ...['multipart/mixed; deferSpec=20220824, application/json', 'application/json;q=0', '*/*;q=x'],
];
const METHODS = [
  'GET',
  'POST',
  'PUT',
  'HEAD',
  'OPTIONS',
  'DELETE',
  'PATCH',
  'TRACE',
  'QUERY',
  'get',
  'FOO',
  'P OST',
];
const PATHS = [
  ...[
    '/',
    '/graphql',
    '/graphql/',
    '//graphql',
    '/GRAPHQL',
    '/graphql?',
    '/predict',
    '/predict?version=9',
  ],
  ...[
    '/health/live',
    '/health/ready',
    '/metrics',
    '/graphiql',
    '/%zz',
    '/%00',
    '/../etc/passwd',
    '/..%2f..%2f',
  ],
  ...[
    '*',
    'http://other.example/graphql',
    '/graphql#a',
    '/\u00e9',
    '/graphql;a=b',
    '/__proto__',
    '/constructor',
  ],
];
const EXTRA = [
  ...[
    'X-Api-Key: pvd_nothing',
    'Authorization: Bearer a.b.c',
    'Authorization: \t',
    'Cookie: a=b',
    'Origin: null',
  ],
  ...[
    'X-Forwarded-For: 1.2.3.4, ::1, junk',
    'X-Forwarded-Host: ../',
    'Traceparent: 00-zz',
    'X-Deadline-Ms: -1',
  ],
  ...[
    'Content-Encoding: gzip',
    'Expect: 100-continue',
    'Expect: 200',
    'Upgrade: h2c',
    'Connection: upgrade',
  ],
  ...[
    'Range: bytes=0-1',
    'If-None-Match: *',
    'X-HTTP-Method-Override: DELETE',
    'Content-Length: 3',
    'Host: b',
    'TE: trailers',
  ],
  ...['Apollo-Require-Preflight: true', 'X-Apollo-Operation-Name: a', 'Accept-Encoding: br;q=z'],
];

/** Makes requests: number n is the same for the same seed, whatever was asked for before. */
export class RequestGenerator {
  /** @param {number} seed @param {import('graphql').GraphQLSchema} schema */
  constructor(seed, schema) {
    this.seed = seed;
    this.schema = schema;
  }

  /** @param {number} number @returns {FuzzRequest} */
  request(number) {
    const random = new Random(Math.imul(this.seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
    const kind = random.of(KINDS);
    return { kind, end: 'answer', ...MAKE[kind](random, this.schema) };
  }
}

/** @typedef {Omit<FuzzRequest, 'kind' | 'end'> & { end?: FuzzRequest['end'] }} Made */

/** @type {Record<string, (random: Random, schema: import('graphql').GraphQLSchema) => Made>} */
const MAKE = {
  sound: (random) =>
    post(
      '/graphql',
      operation(GOOD, `"wine":${wineJson(new Random(6))}`),
      random.some(1, () => 'X: y'),
    ),
  document: (random, schema) => {
    const document = new DocumentGenerator(random, schema).next();
    const variables = `"wine":${wineJson(random)},"wines":${winesJson(random)},"a":true`;
    return post('/graphql', operation(document, variables));
  },
  'document by GET': (random, schema) => {
    const query = encodeURIComponent(safeText(new DocumentGenerator(random, schema).next())).slice(
      0,
      12_000,
    );
    const search = random.of([
      `query=${query}`,
      `query=${query}&variables=${encodeURIComponent(oddJson(random)).slice(0, 2000)}`,
      `query=${query}&query=a`,
    ]);
    return message(
      'GET',
      `/graphql?${search}`,
      random.some(1, () => 'Apollo-Require-Preflight: a'),
    );
  },
  variables: (random) =>
    random.once(2)
      ? post(
          '/graphql',
          operation(
            random.of([GOOD, GOOD, TRUST]),
            `"wine":${random.once(5) ? oddJson(random) : wineJson(random)}`,
          ),
        )
      : post(
          '/graphql',
          operation(GOOD_LIST, `"wines":${random.once(9) ? oddJson(random) : winesJson(random)}`),
        ),
  body: (random) => {
    const hash = createHash('sha256')
      .update(random.of([GOOD, 'a']))
      .digest('hex');
    const body = random.of([
      () => oddJson(random),
      () =>
        `{"query":${oddJson(random)},"variables":${oddJson(random)},"operationName":${oddJson(random)}}`,
      () => `{"query":"{__typename}","extensions":${oddJson(random)}}`,
      () =>
        `{"extensions":{"persistedQuery":{"version":${random.of(['1', '2', '"1"', 'null'])},"sha256Hash":${random.of([`"${hash}"`, oddJson(random)])}}}}`,
      () =>
        `{"query":"{__typename}","query":"{limits{deadlineMs}}","variables":{},"variables":${oddJson(random)}}`,
      () => `[${operation(GOOD, '"wine":null')}]`,
      () => '',
    ])();
    return post(
      random.once(3) ? '/predict' : '/graphql',
      random.once(3) ? damaged(random, Buffer.from(body)) : body,
    );
  },
  'damaged body': (random) =>
    post(
      '/graphql',
      damaged(random, Buffer.from(operation(GOOD_LIST, `"wines":${winesJson(random)}`))),
    ),
  predict: (random) => {
    const body = random.of([
      () => wineJson(random, true),
      () => winesJson(random, true),
      () => oddJson(random),
    ])();
    const version = random.of([
      '',
      '',
      '?version=1',
      '?version=',
      '?version[]=1',
      '?version=1&version=2',
      '?%ff',
      '?a=%',
    ]);
    return post(`/predict${version}`, random.once(5) ? damaged(random, Buffer.from(body)) : body);
  },
  headers: (random) => {
    const headers = [
      ...(random.once(2) ? [`Content-Type: ${random.of(TYPES)}`] : []),
      ...(random.once(2) ? [`Accept: ${random.of(ACCEPTS)}`] : []),
      ...random.some(3, () => random.of(EXTRA)),
      ...(random.once(20) ? [`X-Long: ${'x'.repeat(random.of([1000, 17_000]))}`] : []),
      ...(random.once(20) ? Array.from({ length: 2100 }, (_, i) => `X${i}: a`) : []),
    ];
    return {
      ...post('/graphql', operation(GOOD, `"wine":${wineJson(random)}`), headers),
      end: 'half',
    };
  },
  path: (random) => {
    const path = random.once(9) ? `/${'a/'.repeat(random.of([10, 5000]))}` : random.of(PATHS);
    return {
      ...message(
        random.of(METHODS),
        path,
        random.some(2, () => random.of(EXTRA)),
      ),
      end: 'half',
    };
  },
  framing: (random) => {
    const body = operation(GOOD, `"wine":${wineJson(random)}`);
    const head = 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
    const chunk = (/** @type {string} */ size) =>
      `${head}Transfer-Encoding: chunked\r\n\r\n${size}\r\n${body}\r\n0\r\n\r\n`;
    const text = random.of([
      () => chunk(Buffer.byteLength(body).toString(16)),
      () => chunk(random.of(['-1', 'zz', 'ffffffffffffffff', '0', '1', ' 5', '5;a="b'])),
      () => `${head}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n${body}`,
      () =>
        `${head}Transfer-Encoding: ${random.of(['gzip', 'chunked, gzip', 'Chunked', 'xchunked'])}\r\n\r\n${body}`,
      () =>
        `${head}Content-Length: ${random.of(['-1', '1e3', '99999999999999999999', '5, 5', '+5', '0x5', ''])}\r\n\r\n${body}`,
      () =>
        `${head}Content-Length: ${Buffer.byteLength(body) + random.below(100) - 50}\r\n\r\n${body}`,
      () => `${head.replaceAll('\r\n', '\n')}\n${body}`,
      () =>
        head.replace(
          'HTTP/1.1',
          random.of(['HTTP/0.9', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', 'ICY', '']),
        ) + '\r\n',
      () =>
        random.of([
          'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
          '\u0016\u0003\u0001',
          '\r\n\r\n\r\n',
          'GET /\r\n',
          head,
        ]),
      () => `${head}Host: b\r\n folded: x\r\n: empty\r\nNo colon\r\n\r\n`,
    ])();
    return { bytes: Buffer.from(text), end: 'half' };
  },
  noise: (random) => ({
    bytes: Buffer.from(random.some(300, () => random.below(256))),
    end: 'half',
  }),
  'damaged request': (random) => {
    const { bytes } = post('/graphql', operation(GOOD, `"wine":${wineJson(random)}`));
    return { bytes: damaged(random, bytes), end: 'half' };
  },
  gone: (random) => {
    const { bytes } = post(
      '/graphql',
      operation(
        random.of([GOOD_LIST, TRUST]),
        `"wines":${winesJson(random)},"wine":${wineJson(random)}`,
      ),
    );
    return {
      bytes: bytes.subarray(0, random.once(2) ? bytes.length : random.below(bytes.length)),
      end: 'gone',
    };
  },
};
const KINDS = Object.keys(MAKE);

/** @param {string} query @param {string} variables as JSON members. */
const operation = (query, variables) =>
  `{"query":${JSON.stringify(query)},"variables":{${variables}}}`;

/** Without halves of surrogate pairs, which no URL can hold. @param {string} text */
const safeText = (text) => Buffer.from(text).toString();

/** @param {string} path @param {string | Buffer} body @param {readonly string[]} [headers] @returns {Made} */
function post(path, body, headers = []) {
  const type = headers.some((line) => line.startsWith('Content-Type:'))
    ? []
    : ['Content-Type: application/json'];
  const content = Buffer.from(body);
  return message('POST', path, [...type, `Content-Length: ${content.length}`, ...headers], content);
}

/** @param {string} method @param {string} path @param {readonly string[]} headers @param {Buffer} [body] @returns {Made} */
function message(method, path, headers, body = Buffer.alloc(0)) {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...headers,
    '',
    '',
  ];
  return { bytes: Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), body]) };
}
