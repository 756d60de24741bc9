import { serverAudits } from 'graphql-http';
import { startGateway, type TestGateway } from '../support/gateway';

/**
 * Audits of the GraphQL-over-HTTP specification that end in a warning, each with the reason why it
 * stays. A warning that is not listed here fails, and so does a listed one that is gone.
 */
const ONLY_GOOD_REQUESTS_ARE_200 =
  'Apollo answers 400 to a request that it does not execute, whatever the client accepts; proxies and dashboards can then tell it from an answer. The specification allows it.';
const KNOWN_WARNINGS: Readonly<Record<string, string>> = {
  '572B': ONLY_GOOD_REQUESTS_ARE_200,
  FDE2: ONLY_GOOD_REQUESTS_ARE_200,
  '7B9B': ONLY_GOOD_REQUESTS_ARE_200,
};

describe('GraphQL over HTTP', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(() => gateway.stop());

  // The audits are fixed in number, but need the server's address, which is known only later.
  const audits = serverAudits({
    url: () => `${gateway.url}/graphql`,
    fetchFn: (url: string, init?: RequestInit) =>
      // Apollo's protection against foreign pages wants a header that a plain GET does not have.
      fetch(url, {
        ...init,
        headers: [...new Headers(init?.headers), ['apollo-require-preflight', 'true']],
      }),
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s: %s',
    async (id, _, audit) => {
      const result = await audit.fn();
      const reason = 'reason' in result ? result.reason : '';
      if (id in KNOWN_WARNINGS) expect(result.status).toBe('warn');
      else expect([result.status, reason]).toEqual(['ok', '']);
    },
  );
});
