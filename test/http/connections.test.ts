import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { pino } from 'pino';
import { createHttpServer, type GatewayHandlers, type HttpServer } from '../../src/http/server';
import { readSettings } from '../../src/settings';

/** Answers at once, with as much as the path of the old API's route asks for. */
const handlers: GatewayHandlers = {
  graphql: (_request, reply) => reply.send({}),
  predict: (_request, reply) => reply.type('text/plain').send('x'.repeat(64 * 1024 * 1024)),
  graphiql: (_request, reply) => reply.send({}),
  contract: (_request, reply) => reply.send({}),
};

/** A client that says what it likes. */
class Client {
  readonly socket: Socket;
  received = '';
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<unknown>;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (chunk) => (this.received += chunk.toString()));
    this.socket.on('error', () => undefined);
    this.closed = once(this.socket, 'close');
  }
}

describe('a connection', () => {
  let server: HttpServer;
  let port: number;

  async function start(environment: NodeJS.ProcessEnv): Promise<void> {
    server = createHttpServer(
      readSettings({ PORT: '0', ...environment }),
      pino({ level: 'silent' }),
    );
    port = Number(new URL(await server.listen()).port);
    server.open(handlers);
  }
  afterEach(() => server.close());

  const timeOut = {
    error: {
      code: 'REQUEST_TIMEOUT',
      message: 'Expected the head of a request within 100 ms and the whole of it within 150 ms.',
    },
  };
  const short = { HEADERS_TIMEOUT_MS: '100', REQUEST_TIMEOUT_MS: '150' };

  it.each([
    ['nothing', ''],
    ['half a head', 'POST /graphql HTTP/1.1\r\nHost: a\r\nX-Slow: '],
    [
      'half a body',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query":',
    ],
  ])('on which %s comes is closed when the time is over, and told so', async (_, sent) => {
    await start(short);
    const client = new Client(port);
    client.socket.write(sent);
    await client.closed;
    const [head = '', body = '{}'] = client.received.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
    expect(JSON.parse(body)).toEqual(timeOut);
  });

  it('that drips a byte now and then gains no time by it', async () => {
    await start(short);
    const client = new Client(port);
    client.socket.write('GET /health/live HTTP/1.1\r\nHost: ');
    const drip = setInterval(() => client.socket.write('a'), 20);
    // It still sends when it is closed, and may see it reset, after what it was told.
    const end: unknown = await client.closed.catch(
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    clearInterval(drip);
    expect([[false], 'ECONNRESET']).toContainEqual(end);
    expect(client.received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is kept for another request, and closed when none comes', async () => {
    await start({ KEEP_ALIVE_TIMEOUT_MS: '100' });
    const client = new Client(port);
    const request = 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n';
    client.socket.write(request);
    await once(client.socket, 'data');
    client.socket.write(request);
    await client.closed;
    expect(client.received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(client.received).toContain('Connection: keep-alive');
  });

  it('whose client does not read its answer is closed', async () => {
    await start({ CONNECTION_TIMEOUT_MS: '100' });
    const client = new Client(port);
    client.socket.pause();
    client.socket.write(
      'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
    );
    // The server's side of it is gone when nothing is unanswered any more.
    while (server.unanswered().requests === 0) await new Promise(setImmediate);
    while (server.unanswered().requests > 0) await new Promise(setImmediate);
    client.socket.resume();
    await client.closed;
    expect(client.received.length).toBeLessThan(64 * 1024 * 1024);
  });

  it('beyond the most that there may be is closed at once, and those before are served', async () => {
    await start({ MAX_CONNECTIONS: '1' });
    const first = new Client(port);
    await once(first.socket, 'connect');
    const second = new Client(port);
    await second.closed;
    expect(second.received).toBe('');
    first.socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    await first.closed;
    expect(first.received).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it.each([
    ['no HTTP', 'wine?\r\n\r\n', '400 Bad Request', 'Expected a request of HTTP/1.1.'],
    [
      'a head without end',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'Expected the head of a request to be shorter.',
    ],
  ])('on which %s comes is told so', async (_, sent, status, message) => {
    await start({});
    const client = new Client(port);
    client.socket.write(sent);
    await client.closed;
    const [head = '', body = '{}'] = client.received.split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status}\r\n`);
    expect(JSON.parse(body)).toEqual({ error: { code: 'BAD_REQUEST', message } });
  });
});

describe('a server that is told to drain', () => {
  it('is not ready, but answers, and keeps no connection', async () => {
    const server = createHttpServer(readSettings({ PORT: '0' }), pino({ level: 'silent' }));
    const url = await server.listen();
    server.open(handlers);
    expect((await fetch(`${url}/health/ready`)).headers.get('connection')).toBe('keep-alive');
    server.drain();
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'stopping' }]);
    const live = await fetch(`${url}/health/live`);
    expect([live.status, live.headers.get('connection')]).toEqual([200, 'close']);
    await live.text();
    await server.close();
  });

  it('keeps none on which it was working, either', async () => {
    const server = createHttpServer(readSettings({ PORT: '0' }), pino({ level: 'silent' }));
    const url = await server.listen();
    let answer: (value: unknown) => void = () => undefined;
    const answered = new Promise((resolve) => (answer = resolve));
    server.open({ ...handlers, graphql: async () => answered });
    const response = fetch(`${url}/graphql`, { method: 'POST' });
    while (server.unanswered().requests === 0) await new Promise(setImmediate);
    server.drain();
    answer({});
    expect((await response).headers.get('connection')).toBe('close');
    await (await response).text();
    await server.close();
  });
});
