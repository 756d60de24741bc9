import { createServer, request as send } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { pino } from 'pino';
import { limitDocuments } from '../../src/http/security/documents';
import { refuseOddHosts } from '../../src/http/security/host';
import { createHttpServer } from '../../src/http/server';
import { readSettings } from '../../src/settings';

/**
 * Apollo's own suite for whoever puts Apollo Server behind another HTTP server, held against ours:
 * body reading, headers, errors, security and all. It brings schemas and servers of its own, so that
 * what executes operations here is theirs, and only what is around it ours. `npm run test:apollo` runs
 * it and knows what of it does not apply.
 */
describe('Apollo Server behind our HTTP server', () => {
  defineIntegrationTestSuite(async (config, options) => {
    const settings = readSettings({ PORT: '0' });
    const server = new ApolloServer(config);
    await server.start();
    const http = createHttpServer(settings, pino({ level: 'silent' }));
    const context = options?.context ?? (() => Promise.resolve({}));
    const handler = fastifyApolloHandler(server, { context });
    const gateway = await http.listen();
    const nothing = () => ({});
    const graphql = limitDocuments(refuseOddHosts(handler), settings);
    http.open({ graphql, predict: nothing, graphiql: nothing, contract: nothing });
    const { url, close } = await listenAtRoot(`${gateway}/graphql`);
    return {
      server,
      url,
      async extraCleanup() {
        await close();
        await http.close();
      },
    };
  });
});

/** The suite asks at `/`; this asks the same at our endpoint's address. */
async function listenAtRoot(endpoint: string) {
  const { hostname, port, pathname } = new URL(endpoint);
  const proxy = createServer((request, response) => {
    const { method, headers } = request;
    const path = (request.url ?? '/').replace(/^\//, pathname);
    const forwarded = send({ hostname, port, method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        proxy.close(() => {
          resolve();
        });
        proxy.closeAllConnections();
      }),
  };
}
