import { connect } from 'node:net';
import { startGateway, type TestGateway } from '../../support/gateway';

const BODY = '{"query":"{ __typename }"}';

function ask(url: string, host: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST /graphql HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
        'latin1',
      );
    });
    socket.on('data', (data) => (text += data.toString()));
    socket.on('end', () => {
      resolve(text);
    });
    socket.on('error', reject);
  });
}

describe('a Host header', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ WORKERS: '0' });
  });
  afterAll(() => gateway.stop());

  it.each(['a b', '%', 'a^b', '1.2.3.4.5', '127.0.\u00b7^1'])(
    'of %j is refused, not stumbled over',
    async (host) => {
      const answer = await ask(gateway.url, host);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('Expected a Host header that names a host.');
      expect(gateway.logs.join('')).not.toContain('Invalid URL');
    },
  );

  it.each(['127.0.0.1', '[::1]:4000', 'wine.example:443', ''])('of %j is fine', async (host) => {
    expect(await ask(gateway.url, host)).toMatch(/^HTTP\/1\.1 200 /);
  });
});
