import cors from '@fastify/cors';
import { type FastifyInstance } from 'fastify';
import { type Logger } from 'pino';
import { ConfigurationError } from '../../errors';
import { type Metrics } from '../../observability/metrics';
import { Access, type Client } from '../../security/access';
import { keyFiles } from '../../security/key-files';
import { isLoopback } from '../../security/network-address';
import { type Settings } from '../../settings';
import { securityHeaders } from './headers';
import { isOpen, kindOf } from './routes';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the request comes from; undefined where nobody asks. */
    client: Client | undefined;
  }
}

/**
 * Has every request of the server pass what the settings ask for, before its body is read: headers,
 * origins, keys and tokens, rate limits.
 *
 * @returns what reads the files of keys again, where there are some. It logs how that went and never
 *   throws: keys that cannot be read leave those before in force.
 * @throws ConfigurationError when a file that the settings name is not what it has to be.
 */
export function protect(
  server: FastifyInstance,
  settings: Settings,
  log: Logger,
  metrics: Metrics,
): () => void {
  const access = new Access(settings);
  const headers = securityHeaders();
  server.decorateRequest('client');
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers[kindOf(request)]);
    done();
  });
  const { HOST, CORS_ORIGINS } = settings;
  if (CORS_ORIGINS) {
    const exposedHeaders = ['retry-after'];
    void server.register(cors, { origin: CORS_ORIGINS, methods: ['GET', 'POST'], exposedHeaders });
  }
  // After those of other origins have their headers, so that their pages can read a refusal too.
  if (access.isOn) {
    server.after(() => {
      admitClients(server, access, settings);
    });
  }
  if (!access.isProtected && !isLoopback(HOST)) {
    log.warn(
      { host: HOST },
      'HOST can be reached from other machines, and anyone may ask: set API_KEYS_FILE or JWKS, or see to it that only a proxy reaches it',
    );
  }
  return rereading(access, keyFiles(settings).length > 0, log, metrics);
}

function rereading(access: Access, hasFiles: boolean, log: Logger, metrics: Metrics): () => void {
  const keyReloads = { ok: 0, failed: 0 };
  metrics.readFrom({ keyReloads: () => keyReloads });
  return () => {
    if (!hasFiles) return;
    try {
      access.reread();
      keyReloads.ok++;
      log.info('keys read again');
    } catch (error) {
      keyReloads.failed++;
      const reason = error instanceof ConfigurationError ? error.message : undefined;
      const what = reason === undefined ? { err: error } : { reason };
      log.error(what, 'the keys could not be read; those before stay');
    }
  };
}

function admitClients(server: FastifyInstance, access: Access, settings: Settings): void {
  server.addHook('onRequest', async (request) => {
    if (isOpen(kindOf(request), settings)) return;
    const { authorization, 'x-api-key': apiKey } = request.headers;
    const client = await access.admit({
      apiKey: Array.isArray(apiKey) ? apiKey.join() : apiKey,
      authorization,
      address: request.ip,
    });
    request.client = client;
    request.record.client = client.name;
  });
}
