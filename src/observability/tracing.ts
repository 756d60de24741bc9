import { type IncomingHttpHeaders } from 'node:http';
import { loadOpenTelemetry } from './open-telemetry';
import { createOperationTraces, type OperationTrace } from './operation-trace';

/** Where traces go. */
export interface TracingOptions {
  /** The traces' full address, e.g. `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  readonly protocol: 'http/protobuf' | 'http/json';
}

/** Traces operations and sends them away in batches. */
export interface Tracing {
  /** Begins the trace of a request, as a part of the caller's where its headers carry a context. */
  begin(headers: IncomingHttpHeaders): OperationTrace;
  /** Sends what is left, within a second. */
  stop(): Promise<void>;
}

/** Nobody waits longer for the last traces when the gateway stops. */
const FLUSH_MS = 1000;

/**
 * Starts tracing by OpenTelemetry. What is not in the
 * options is read by them from the standard variables: `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`,
 * `OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_BSP_…`.
 */
export async function startTracing({ url, protocol }: TracingOptions): Promise<Tracing> {
  const [packages, { OTLPTraceExporter }] = await Promise.all([
    loadOpenTelemetry(),
    protocol === 'http/json'
      ? import('@opentelemetry/exporter-trace-otlp-http')
      : import('@opentelemetry/exporter-trace-otlp-proto'),
  ]);
  const traces = createOperationTraces(packages, new OTLPTraceExporter({ url }));
  return {
    begin: (headers) => traces.begin(headers),
    async stop() {
      const late = new Promise<void>((resolve) => {
        setTimeout(resolve, FLUSH_MS).unref();
      });
      await Promise.race([traces.shutdown().catch(() => undefined), late]);
    },
  };
}
