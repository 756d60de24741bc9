import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startGatewayProcess } from '../support/gateway-process';
import { FIRST_RECORD, FIRST_WINE, operation, projectFile } from '../support/wines';

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A span as OTLP writes it in JSON, as far as it is looked at here. */
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code?: number; readonly message?: string };
}

interface ExportRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

interface Received {
  readonly path: string | undefined;
  readonly type: string | undefined;
  readonly body: Buffer;
}

/** A collector: what it was sent. */
async function startReceiver() {
  const received: Received[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path, headers } = request;
      received.push({ path, type: headers['content-type'], body: Buffer.concat(chunks) });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    exported: () => received.map(({ body }) => JSON.parse(body.toString()) as ExportRequest),
    spans: () =>
      received.flatMap(({ body }) =>
        (JSON.parse(body.toString()) as ExportRequest).resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) => spans),
        ),
      ),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function attributesOf({ attributes }: Pick<Span, 'attributes'>): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const [kind = '', plain] = Object.entries(value)[0] ?? [];
      // OTLP's JSON writes whole numbers as texts.
      return [key, kind === 'intValue' ? Number(plain) : plain];
    }),
  );
}

const EXPLAINED =
  'query Predict($wine: WineInput!) { predict(wine: $wine) { quality explanation { baseline } } }';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

// Processes of their own: the exporters load modules in a way that Jest's realm does not know.
describe('traces', () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.stop());

  const traced = (environment: NodeJS.ProcessEnv = {}) =>
    startGatewayProcess({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      ...environment,
    });

  it('are named by the log line of an operation that fails, whichever way it was executed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'provador-'));
    const failing = path.join(folder, 'failing');
    const gateway = await startGatewayProcess(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        FAILING_FILE: failing,
      },
      ['--import', projectFile('test', 'faults', 'failing-runs.mjs')],
    );
    writeFileSync(failing, '');
    // By graphql-js; straight to JSON behind Apollo Server; and without it, as it is known then.
    const asked = [EXPLAINED, operation('predict'), operation('predict')];
    const references: unknown[] = [];
    for (const [i, query] of asked.entries()) {
      const answer = await gateway.post(
        '/graphql',
        { query, variables: { wine: FIRST_WINE } },
        { traceparent: `00-${String(i + 1).repeat(32)}-${PARENT}-01` },
      );
      const { errors } = (await answer.json()) as {
        errors: readonly { extensions: { reference: unknown } }[];
      };
      references.push(errors[0]?.extensions.reference);
    }
    await gateway.stop();
    rmSync(folder, { recursive: true });
    const failed = gateway.logged().filter(({ msg }) => msg === 'operation failed');
    expect(failed).toMatchObject(
      references.map((reference, i) => ({
        reference,
        traceId: String(i + 1).repeat(32),
        err: { message: 'a run that was to fail' },
      })),
    );
  });

  it('show an operation with its preparation, waiting, runs and explanation', async () => {
    const gateway = await traced({
      OTEL_SERVICE_NAME: 'tasting-room',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    });
    await gateway.post('/graphql', { query: EXPLAINED, variables: { wine: FIRST_WINE } });
    await gateway.stop();

    expect(receiver.received[0]).toMatchObject({ path: '/v1/traces', type: 'application/json' });
    const [{ resource } = { resource: { attributes: [] } }] =
      receiver.exported()[0]?.resourceSpans ?? [];
    expect(attributesOf(resource)).toMatchObject({
      'service.name': 'tasting-room',
      'deployment.environment.name': 'test',
    });
    const spans = receiver.spans();
    const root = spans.find(({ name }) => name === 'operation');
    if (!root) throw new Error('expected a span of the operation');
    expect(attributesOf(root)).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.name': 'Predict',
      'provador.rows': 1,
      'provador.cost': expect.any(Number) as number,
    });
    expect(root.parentSpanId).toBeFalsy();
    const inside = spans.filter((span) => span !== root);
    expect(inside.map(({ name }) => name).sort()).toEqual([
      'explanation',
      'preparation',
      'queue',
      'queue',
      'run',
      'run',
    ]);
    for (const span of inside) {
      expect([span.traceId, span.parentSpanId]).toEqual([root.traceId, root.spanId]);
      expect(BigInt(span.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(root.startTimeUnixNano));
      expect(BigInt(span.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(root.endTimeUnixNano));
    }
    const runs = inside.filter(({ name }) => name === 'run').map(attributesOf);
    expect(runs).toEqual(
      expect.arrayContaining(
        ['short', 'explanation'].map((lane) => ({
          'provador.lane': lane,
          'provador.version': '2',
          'provador.rows': 1,
          'provador.failed': false,
        })),
      ),
    );
    expect(JSON.stringify(receiver.exported())).not.toContain('9978');
  });

  it("continue the caller's, and the request's log lines carry the trace's id", async () => {
    const gateway = await traced();
    await gateway.post('/predict', FIRST_RECORD, { traceparent: `00-${TRACE_ID}-${PARENT}-01` });
    await gateway.post('/predict', '{', { traceparent: 'not a context' });
    await gateway.stop();

    const [first, second] = receiver.spans().filter(({ name }) => name === 'operation');
    expect([first?.traceId, first?.parentSpanId]).toEqual([TRACE_ID, PARENT]);
    expect(second?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(second?.traceId).not.toBe(TRACE_ID);
    expect(second?.status).toMatchObject({ code: 2, message: 'BAD_REQUEST' });
    const lines = gateway.logged().filter(({ msg }) => msg === 'request');
    expect(lines.map(({ traceId }) => traceId)).toEqual([TRACE_ID, second?.traceId]);
  });

  it('are not made of what the caller does not sample, but the log still names them', async () => {
    const gateway = await traced();
    await gateway.post('/predict', FIRST_RECORD, { traceparent: `00-${TRACE_ID}-${PARENT}-00` });
    await gateway.stop();
    expect(receiver.received).toEqual([]);
    expect(gateway.logged()).toContainEqual(expect.objectContaining({ traceId: TRACE_ID }));
  });

  it('leave out what probes ask', async () => {
    const gateway = await traced();
    for (const path of ['health/live', 'health/ready', 'metrics']) {
      await fetch(`${gateway.url}/${path}`);
    }
    await gateway.stop();
    expect(receiver.received).toEqual([]);
  });

  it('go to the full address where one is set, in binary by default', async () => {
    const gateway = await startGatewayProcess({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/own/path`,
    });
    await gateway.post('/graphql', {
      query: operation('predict'),
      variables: { wine: FIRST_WINE },
    });
    await gateway.stop();
    const [{ path, type, body } = { path: '', type: '', body: Buffer.of() }] = receiver.received;
    expect([path, type]).toEqual(['/own/path', 'application/x-protobuf']);
    // Texts stand in protobuf as they are.
    expect(body.toString('latin1')).toContain('preparation');
  });

  it('hold up neither answers nor the end where nobody takes them', async () => {
    const gateway = await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    const answer = await gateway.post('/predict', FIRST_RECORD);
    expect(answer.status).toBe(200);
    expect(await gateway.stop()).toBe(0);
  });

  it.each([
    ['where nothing is set', {}],
    [
      'where they are disabled',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' },
    ],
  ])('load no package %s', async (_, environment) => {
    // prom-client brings the interfaces, which do nothing by themselves.
    expect(await loadedPackages(environment)).toEqual(['api']);
  });

  it('load their packages where an address is set', async () => {
    const packages = await loadedPackages({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    expect(packages).toEqual(expect.arrayContaining(['api', 'sdk-trace-base']));
  });
});

/** The packages of OpenTelemetry that a gateway has loaded once it is ready. */
async function loadedPackages(environment: NodeJS.ProcessEnv): Promise<string[]> {
  const report = projectFile('test', 'observability', 'report-loaded.cjs');
  const gateway = await startGatewayProcess(environment, ['--require', report]);
  await gateway.stop();
  const [loaded = []] = gateway
    .logged()
    .flatMap((line) => ('loaded' in line ? [line['loaded']] : []));
  const packages = (loaded as string[]).map(
    (file) => /@opentelemetry[\\/]([^\\/]+)/.exec(file)?.[1],
  );
  return [...new Set(packages.filter((name) => name !== undefined))];
}
