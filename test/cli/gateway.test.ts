import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { GatewayClient } from '../../src/cli/gateway-client';
import { newApiKey } from '../support/credentials';
import { provador } from '../support/command-line';
import { startGateway, type TestGateway } from '../support/gateway';
import { mixedTable, uciTable } from '../support/tables';
import { TemporaryFolder } from '../support/temporary';

describe('a command with --url', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent', MAX_BATCH_ROWS: '300' });
  });
  afterAll(() => gateway.stop());
  const remote = (args: readonly string[], input = ''): ReturnType<typeof provador> =>
    provador([...args, '--url', gateway.url], { input });

  it.each(['1', '2'])(
    'writes what it writes without, byte for byte, of version %s',
    async (version) => {
      const args = ['score', '--version', version];
      const input = uciTable(2500);
      const local = await provador(args, { input });
      expect(await remote(args, input)).toEqual(local);
      expect(local.code).toBe(0);
      const mixed = [...args, '--fields', 'id,quality,warnings,measurements,faults'];
      const here = await provador(mixed, { input: mixedTable });
      expect(await remote(mixed, mixedTable)).toEqual(here);
      expect(here.code).toBe(2);
    },
  );

  it('explains as it does without', async () => {
    const local = await provador(['explain'], { input: mixedTable });
    expect(await remote(['explain'], mixedTable)).toEqual(local);
  });

  it('lists the versions of the gateway, with their status', async () => {
    const { code, stdout } = await remote(['models', 'list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^version +labels +status .*\n1 +- +ready .*\n2 +stable +ready /);
  });

  it('tells in the words of the gateway what is wrong', async () => {
    const { code, stderr } = await remote(['score', '--version', '9'], uciTable(1));
    expect([code, stderr]).toEqual([
      1,
      `provador: ${gateway.url}/graphql: Expected a model version among 1, 2, stable, but "9" came.\n`,
    ]);
  });

  it('says what is no address', async () => {
    const { code, stderr } = await provador(['models', 'list', '--url', 'gateway:4000']);
    expect([code, stderr]).toEqual([
      1,
      'provador: --url: expected an http or https address, but "gateway:4000" came\n',
    ]);
  });
});

describe('a gateway that wants a key', () => {
  const folder = new TemporaryFolder();
  const { key, entry } = newApiKey('cellar');
  const keys = folder.write('keys.json', { keys: [entry] });
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent', API_KEYS_FILE: keys });
  });
  afterAll(async () => {
    await gateway.stop();
    folder.remove();
  });

  it('gets it from the environment or the option', async () => {
    const args = ['score', '--url', gateway.url, '--fields', 'quality'];
    const input = uciTable(1);
    const [refused, environment, option] = await Promise.all([
      provador(args, { input }),
      provador(args, { input, PROVADOR_API_KEY: key }),
      provador([...args, '--key', key], { input }),
    ]);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(/^provador: http.*key/i);
    expect(environment).toMatchObject({ code: 0, stderr: '' });
    expect(option).toEqual(environment);
  });
});

describe('a client of a gateway', () => {
  let server: Server;
  let answers: { status: number; body: unknown; headers?: Record<string, string> }[];
  let paused: number[];
  beforeEach(async () => {
    paused = [];
    server = createServer((request, response) => {
      const { status, body, headers } = answers.shift() ?? { status: 500, body: 'no more' };
      request.resume();
      response
        .writeHead(status, headers)
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
  });
  const ask = (): Promise<unknown> => {
    const { port } = server.address() as AddressInfo;
    const client = new GatewayClient({
      url: `http://127.0.0.1:${port}/`,
      key: undefined,
      signal: new AbortController().signal,
      pause: (ms) => {
        paused.push(ms);
        return Promise.resolve();
      },
    });
    return client.ask('models');
  };
  const refusal = (code: string, more: object = {}) => ({
    status: 503,
    body: { errors: [{ message: 'Too much.', extensions: { code, ...more } }] },
  });

  it('asks again after as long as it is told to wait', async () => {
    answers = [
      refusal('OVERLOADED', { retryAfterMs: 1234 }),
      { status: 503, body: '<html>', headers: { 'retry-after': '2' } },
      { status: 502, body: '' },
      { status: 200, body: { data: { here: 1 } } },
    ];
    expect(await ask()).toEqual({ here: 1 });
    expect(paused).toEqual([1234, 2000, 800]);
  });

  it('gives up after ten times', async () => {
    answers = Array.from({ length: 11 }, () => refusal('OVERLOADED', { retryAfterMs: 1 }));
    await expect(ask()).rejects.toThrow(/graphql: Too much\. \(asked 10 times\)$/);
    expect(answers).toHaveLength(1);
  });

  it('does not ask again what another time would meet again', async () => {
    answers = [refusal('BAD_USER_INPUT'), { status: 404, body: 'nothing here' }];
    await expect(ask()).rejects.toThrow(/graphql: Too much\.$/);
    await expect(ask()).rejects.toThrow(
      /graphql: expected an answer to a GraphQL operation, but HTTP 404 came$/,
    );
    expect(paused).toEqual([]);
  });
});
