import { type IncomingHttpHeaders } from 'node:http';
import { type Context, type Tracer } from '@opentelemetry/api';
import { type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { type OpenTelemetry } from './open-telemetry';
import { type RequestRecord } from './request-record';
import { type SpanAttributes, type Trace } from './trace';

/** A trace of which the whole operation is the first span. */
export interface OperationTrace extends Trace {
  /** Ends the operation; its record says what it was. */
  end(record: RequestRecord, method: string, status: number | undefined): void;
}

/** What makes the traces of operations. */
export interface OperationTraces {
  begin(headers: IncomingHttpHeaders): OperationTrace;
  shutdown(): Promise<void>;
}

/** The clock does not go back when the machine's is set; only its beginning is of that. */
const epoch = (ms: number): number => performance.timeOrigin + ms;

/** Makes traces that go to an exporter. Nothing is registered globally, so that nobody else's is mixed in. */
export function createOperationTraces(
  { api, core, resources, sdk }: OpenTelemetry,
  exporter: SpanExporter,
): OperationTraces {
  const provider = new sdk.BasicTracerProvider({
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ 'service.name': 'provador' }))
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('provador');
  const propagator = new core.W3CTraceContextPropagator();
  return {
    begin(headers) {
      const caller = propagator.extract(api.ROOT_CONTEXT, headers, api.defaultTextMapGetter);
      return beginOperation(api, tracer, caller);
    },
    shutdown: () => provider.shutdown(),
  };
}

function beginOperation(
  { SpanKind, SpanStatusCode, trace }: OpenTelemetry['api'],
  tracer: Tracer,
  caller: Context,
): OperationTrace {
  const startTime = epoch(performance.now());
  const span = tracer.startSpan('operation', { kind: SpanKind.SERVER, startTime }, caller);
  const isRecorded = span.isRecording();
  const inside = trace.setSpan(caller, span);
  const add: Trace['add'] = (name, from, to, attributes = {}) => {
    if (!isRecorded) return;
    tracer.startSpan(name, { startTime: epoch(from), attributes }, inside).end(epoch(to));
  };
  return {
    id: span.spanContext().traceId,
    add,
    begin(name, attributes) {
      const from = performance.now();
      return () => {
        add(name, from, performance.now(), attributes);
      };
    },
    end(record, method, status) {
      if (isRecorded) {
        span.setAttributes(describe(record, method, status));
        const message = failureOf(record, status);
        if (message) span.setStatus({ code: SpanStatusCode.ERROR, message });
      }
      span.end(epoch(performance.now()));
    },
  };
}

// Names as in OpenTelemetry's conventions for HTTP servers and GraphQL, where they have one.
function describe(
  record: RequestRecord,
  method: string,
  status: number | undefined,
): SpanAttributes {
  const { route, operation, rows, cost } = record;
  const failure = failureOf(record, status);
  return {
    'http.request.method': method,
    'http.route': route,
    'provador.rows': rows,
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(route === '/graphql' && { 'graphql.operation.name': operation }),
    ...(cost !== undefined && { 'provador.cost': cost }),
    ...(failure !== undefined && { 'error.type': failure }),
  };
}

/** The code of the first error in the answer, or that nobody waited for one. */
function failureOf({ codes }: RequestRecord, status: number | undefined): string | undefined {
  const [code] = codes;
  return code ?? (status === undefined ? 'CANCELLED' : undefined);
}
