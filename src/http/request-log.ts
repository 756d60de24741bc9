import { type FastifyInstance } from 'fastify';
import { type Logger } from 'pino';
import { type Sight } from '../observability/sight';
import { newRequestRecord, type RequestRecord } from '../observability/request-record';
import { OpenRequests } from './open-requests';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this request did so far, for its log line. */
    record: RequestRecord;
  }
}

/** Paths that are asked every few seconds, whose lines would drown the rest. */
const PROBES: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/** The status of a request whose client closed the connection before the answer, as nginx has it. */
const CLIENT_GONE = 499;

/**
 * Gives every request a record. When its answer has left, or its client, one log line is written,
 * and metrics and traces are told.
 *
 * @returns the requests that have no answer yet.
 */
export function logRequests(server: FastifyInstance, log: Logger, sight: Sight): OpenRequests {
  const { metrics, tracing } = sight;
  const open = new OpenRequests();
  server.decorateRequest('record');
  server.addHook('onRequest', (request, reply, done) => {
    const began = performance.now();
    const { method, headers } = request;
    const route = request.routeOptions.url ?? 'unknown route';
    const trace = PROBES.has(route) ? undefined : tracing?.begin(headers);
    const record = newRequestRecord(method, route, trace);
    request.record = record;
    const close = open.add(record, reply);
    // Fastify, given the logger, would make a child and two listeners for each request.
    request.log = reply.log = trace ? log.child({ traceId: trace.id }) : log;
    metrics.requestBegan();
    // Not the hook `onResponse`: of a client that has gone it would tell when the work ends, which
    // may be after the server has closed.
    reply.raw.on('close', () => {
      close();
      // An answer to nobody counts as finished where the connection broke a moment before.
      const hasLeft = reply.raw.writableFinished && !record.codes.has('CANCELLED');
      const status = hasLeft ? reply.statusCode : CLIENT_GONE;
      const ms = performance.now() - began;
      metrics.requestEnded(record, status, ms);
      trace?.end(record, method, hasLeft ? status : undefined);
      request.log[PROBES.has(route) ? 'debug' : 'info'](lineOf(record, status, ms), 'request');
    });
    done();
  });
  return open;
}

function lineOf(
  { operation, rows, cost, client, codes }: RequestRecord,
  status: number,
  ms: number,
) {
  return {
    operation,
    rows,
    cost,
    client,
    ms: Math.round(ms * 100) / 100,
    status,
    outcome: codes.size === 0 && status < 400 ? 'ok' : 'error',
    ...(codes.size > 0 && { codes: [...codes] }),
  };
}
