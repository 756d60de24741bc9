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

/** The status of a request whose client closed the connection before the answer, as nginx has it. */
const CLIENT_GONE = 499;

/**
 * Gives every request a record. When its answer has left, or its client, one log line is written,
 * and metrics and traces are told.
 *
 * @returns the records of the requests that have no answer yet.
 */
export function logRequests(server: FastifyInstance, sight: Sight): ReadonlySet<RequestRecord> {
  const { metrics, tracing } = sight;
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
    // Not the hook `onResponse`: of a client that has gone it would tell when the work ends, which
    // may be after the server has closed.
    reply.raw.on('close', () => {
      open.delete(record);
      // An answer to nobody counts as finished where the connection broke a moment before.
      const hasLeft = reply.raw.writableFinished && !record.codes.has('CANCELLED');
      const status = hasLeft ? reply.statusCode : CLIENT_GONE;
      metrics.requestEnded(record, status, reply.elapsedTime);
      trace?.end(record, method, hasLeft ? status : undefined);
      request.log[PROBES.has(route) ? 'debug' : 'info'](
        lineOf(record, status, reply.elapsedTime),
        'request',
      );
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
