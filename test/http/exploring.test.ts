import { readFileSync } from 'node:fs';
import { startGateway, type TestGateway } from '../support/gateway';
import { projectFile } from '../support/wines';

describe('GET /schema.graphql', () => {
  it('gives the contract as it is checked in', async () => {
    const gateway = await startGateway({ LOG_LEVEL: 'silent', WORKERS: '0' });
    const response = await fetch(`${gateway.url}/schema.graphql`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toBe(
      readFileSync(projectFile('schema', 'schema.graphql'), 'utf8'),
    );
    await gateway.stop();
  });
});

describe('with the IDEs and introspection off', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({
      LOG_LEVEL: 'silent',
      WORKERS: '0',
      NODE_ENV: 'production',
      INTROSPECTION: 'false',
    });
  });
  afterAll(() => gateway.stop());

  it.each([
    ['/graphiql', 'GraphiQL is switched off, or was not built.'],
    ['/schema.graphql', 'The schema is not shown here.'],
  ])('%s is not found, and says why', async (path, message) => {
    const response = await fetch(`${gateway.url}${path}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: { code: 'NOT_FOUND', message } });
  });

  it('a browser at /graphql gets no Sandbox', async () => {
    const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await response.text()).not.toContain('sandbox');
  });
});
