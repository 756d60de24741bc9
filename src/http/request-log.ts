import { type FastifyInstance } from 'fastify';
import { type Sight } from '../observability/sight';
import { newRequestRecord, type RequestRecord } from '../observability/request-record';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this request did so far, for its log line. */
    record: RequestRecord;
  }
}

/** Paths that are asked every few seconds, whose lines would drown the rest. */
const PROBES: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Gives every request a record, writes one log line when its answer has left, and lets metrics and
 * traces see it begin and end.
 *
 * @returns the records of the requests that have no answer yet.
 */
export function logRequests(
  server: FastifyInstance,
  { metrics, tracing }: Sight,
): ReadonlySet<RequestRecord> {
  const open = new Set<RequestRecord>();
  server.decorateRequest('record');
  server.addHook('onRequest', (request, reply, done) => {
    const { method, headers } = request;
    const route = request.routeOptions.url ?? 'unknown route';
    const trace = PROBES.has(route) ? undefined : tracing?.begin(headers);
    const record = newRequestRecord(method, route, trace);
    request.record = record;
    open.add(record);
    if (trace) request.log = request.log.child({ traceId: trace.id });
    metrics.requestBegan();
    // Not the hook `onResponse`: it is not called when the client has gone.
    reply.raw.on('close', () => {
      open.delete(record);
      // An answer to nobody counts as finished where the connection broke a moment before.
      const hasLeft = reply.raw.writableFinished && !record.codes.has('CANCELLED');
      const status = hasLeft ? reply.statusCode : undefined;
      metrics.requestEnded(record, status, reply.elapsedTime);
      trace?.end(record, method, status);
    });
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
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
    request.log[PROBES.has(route) ? 'debug' : 'info'](line, 'request');
    done();
  });
  return open;
}
