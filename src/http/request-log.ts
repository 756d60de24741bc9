import { type FastifyInstance } from 'fastify';
import { newRequestRecord, type RequestRecord } from '../observability/request-record';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this request did so far, for its log line. */
    record: RequestRecord;
  }
}

/**
 * Gives every request a record, and writes one log line when its answer has left.
 *
 * @returns the records of the requests that have no answer yet.
 */
export function logRequests(server: FastifyInstance): ReadonlySet<RequestRecord> {
  const open = new Set<RequestRecord>();
  server.decorateRequest('record');
  server.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown route';
    request.record = newRequestRecord(request.method, route);
    open.add(request.record);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    open.delete(request.record);
    const { route, operation, rows, cost, client, codes } = request.record;
    const line = {
      operation,
      rows,
      cost,
      client,
      ms: Math.round(reply.elapsedTime * 100) / 100,
      status: reply.statusCode,
      outcome: codes.size === 0 && reply.statusCode < 400 ? 'ok' : 'error',
      ...(codes.size > 0 && { codes: [...codes] }),
    };
    // Probes come every few seconds and would drown the rest.
    request.log[route.startsWith('/health/') ? 'debug' : 'info'](line, 'request');
    done();
  });
  return open;
}
