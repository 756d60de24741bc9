import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { createHttpServer } from '../../src/http/server';
import { Metrics } from '../../src/observability/metrics';
import { newRequestRecord } from '../../src/observability/request-record';
import { readSettings } from '../../src/settings';
import { startGateway, type TestGateway } from '../support/gateway';
import { Exposition, readMetrics } from '../support/metrics';
import { FIRST_RECORD, FIRST_WINE, operation } from '../support/wines';

const REQUESTS = 'provador_http_request_duration_seconds_count';

describe('GET /metrics', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startGateway({
      LOG_LEVEL: 'silent',
      OFFLOAD_ROWS: '50',
      MAX_QUEUED_ROWS: '100000',
    });
  });
  afterEach(() => gateway.stop());

  it('counts known requests exactly', async () => {
    const sour = { ...FIRST_WINE, pH: 14, alcohol: 70 };
    const murky = { ...FIRST_WINE, freeSulfurDioxide: 40 };
    const predict = operation('predict');
    for (let i = 0; i < 3; i++) await gateway.query(predict, { wine: FIRST_WINE });
    await gateway.query(predict, { wine: FIRST_WINE, version: '1' });
    await gateway.query(predict, { wine: sour });
    await gateway.query(predict, { wine: FIRST_WINE, version: '7' });
    await gateway.query(operation('predict-batch'), { wines: [FIRST_WINE, sour, murky] });
    await gateway.query(
      'query Mine($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { score } } }',
      {
        wines: Array.from({ length: 60 }, () => FIRST_WINE),
      },
    );
    await gateway.query('{ nothing }');
    await gateway.post('/predict', [FIRST_RECORD, FIRST_RECORD]);
    await gateway.post('/predict', '{');
    await fetch(`${gateway.url}/elsewhere`);

    const metrics = await readMetrics(gateway);
    const graphql = { route: '/graphql' };
    expect(metrics.by(REQUESTS, 'operation', graphql)).toEqual({
      Predict: 6,
      PredictBatch: 1,
      other: 2,
    });
    expect(metrics.by(REQUESTS, 'status', graphql)).toEqual({ 200: 8, 400: 1 });
    expect(metrics.by(REQUESTS, 'status', { route: '/predict' })).toEqual({ 200: 1, 400: 1 });
    expect(metrics.by(REQUESTS, 'route')).toMatchObject({ 'unknown route': 1 });
    expect(metrics.sum('provador_http_requests_in_flight')).toBe(1);

    const rows = (version: string) => metrics.by('provador_rows_total', 'outcome', { version });
    expect(rows('1')).toEqual({ accepted: 1, rejected: 0 });
    expect(rows('2')).toEqual({ accepted: 3 + 1 + 60 + 2, rejected: 1 + 2 });
    const faults = metrics.samples.filter(({ name }) => name === 'provador_rejected_rows_total');
    expect(faults.map(({ labels, value }) => [labels['code'], labels['feature'], value])).toEqual([
      ['UNPHYSICAL_VALUE', 'pH', 2],
      ['UNPHYSICAL_VALUE', 'alcohol', 2],
      ['INCONSISTENT_VALUES', 'freeSulfurDioxide', 1],
    ]);

    const errors = metrics.by('provador_errors_total', 'code');
    expect(Object.fromEntries(Object.entries(errors).filter(([, count]) => count > 0))).toEqual({
      BAD_USER_INPUT: 1,
      MODEL_VERSION_NOT_FOUND: 1,
      GRAPHQL_VALIDATION_FAILED: 1,
      BAD_REQUEST: 1,
      NOT_FOUND: 1,
    });
    expect(errors['INTERNAL_SERVER_ERROR']).toBe(0);
    expect(Object.values(metrics.by('provador_refusals_total', 'code'))).not.toContain(1);
  });

  it("counts the old API's wines that cannot be read, by field", async () => {
    const { 'citric acid': _, ...missing } = FIRST_RECORD;
    await gateway.post('/predict', [FIRST_RECORD, { ...missing, pH: '3.5' }, missing]);
    await gateway.post('/predict?version=1', { ...FIRST_RECORD, pH: 3, alcohol: null });
    const metrics = await readMetrics(gateway);
    const faults = metrics.samples.filter(({ name }) => name === 'provador_rejected_rows_total');
    expect(faults.map(({ labels, value }) => [labels['code'], labels['feature'], value])).toEqual([
      ['MISSING_VALUE', 'citricAcid', 2],
      ['NOT_A_NUMBER', 'pH', 1],
      ['NOT_A_NUMBER', 'alcohol', 1],
    ]);
    const rows = (version: string) => metrics.by('provador_rows_total', 'outcome', { version });
    expect([rows('2'), rows('1')]).toEqual([
      { accepted: 0, rejected: 2 },
      { accepted: 0, rejected: 1 },
    ]);
  });

  it.each(['first', 'second', 'third'])(
    'counts the wines of an operation once whose field refuses its argument: %s time',
    async (time) => {
      const query =
        'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { quality interval(confidence: 2) { low } } } }';
      const wines = [...Array.from({ length: 60 }, () => FIRST_WINE), { ...FIRST_WINE, pH: 14 }];
      const times = 1 + ['first', 'second', 'third'].indexOf(time);
      for (let i = 0; i < times; i++) {
        const { errors } = await gateway.query(query, { wines });
        expect(errors).toHaveLength(60);
      }
      const metrics = await readMetrics(gateway);
      expect(metrics.by('provador_rows_total', 'outcome', { version: '2' })).toEqual({
        accepted: 60 * times,
        rejected: times,
      });
      expect(metrics.sum('provador_rejected_rows_total')).toBe(times);
      expect(metrics.sum('provador_drift_rows', { version: '2' })).toBe(60 * times);
    },
  );

  it('tells waiting, runs, and their rows by lane and version', async () => {
    const wines = Array.from({ length: 60 }, () => FIRST_WINE);
    await gateway.query(
      'query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { predictions { score } } }',
      { wines },
    );
    await gateway.query(
      'query ($wine: WineInput!) { predict(wine: $wine) { explanation { baseline } } }',
      {
        wine: FIRST_WINE,
      },
    );
    const metrics = await readMetrics(gateway);
    for (const [lane, requests, rows] of [
      ['short', 1, 1],
      ['long', 1, 60],
      ['explanation', 1, 1],
    ] as const) {
      const labels = { lane, version: '2' };
      expect(metrics.sum('provador_queue_wait_seconds_count', labels)).toBe(requests);
      expect(metrics.sum('provador_batch_duration_seconds_count', labels)).toBe(requests);
      expect(metrics.sum('provador_run_rows_sum', labels)).toBe(rows);
      const runs = metrics.sum('provador_run_rows_count', labels);
      expect(metrics.sum('provador_run_duration_seconds_count', labels)).toBe(runs);
      expect(metrics.sum('provador_run_failures_total', labels)).toBe(0);
      expect(metrics.sum('provador_queue_rows', labels)).toBe(0);
      expect(metrics.sum('provador_queue_limit_rows', labels)).toBe(100_000);
      expect(metrics.sum('provador_run_rows_sum', { lane, version: '1' })).toBe(0);
    }
  });

  it('tells the versions, the event loop and the process', async () => {
    const metrics = await readMetrics(gateway);
    expect(metrics.by('provador_model_versions', 'version', { state: 'ready' })).toEqual({
      1: 1,
      2: 1,
    });
    expect(metrics.sum('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect(metrics.sum('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  });

  it('has no label that a client chose, and no measurement', async () => {
    await gateway.query(
      'query Zebra($wine: WineInput!) { predict(wine: $wine, version: "zebra") { score } }',
      {
        wine: { ...FIRST_WINE, alcohol: 12.3456 },
      },
    );
    await fetch(`${gateway.url}/zebra?zebra`);
    await fetch(`${gateway.url}/graphql`, { method: 'QUERY' }).catch(() => undefined);
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text).not.toMatch(/zebra|12\.3456/i);
  });

  it('counts a request whose client has gone, once', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await gateway.query('{ limits { deadlineMs } }');
    expect((await readMetrics(gateway)).sum('provador_http_requests_in_flight')).toBe(2);
    socket.destroy();
    await once(socket, 'close');
    await gateway.query('{ limits { deadlineMs } }');
    const metrics = await readMetrics(gateway);
    expect(metrics.sum('provador_http_requests_in_flight')).toBe(1);
    expect(metrics.by(REQUESTS, 'status', { route: '/predict' })).toMatchObject({ 499: 1 });
  });

  it('follows the conventions for names: a unit, and total for what only rises', async () => {
    const { kinds } = await readMetrics(gateway);
    const own = [...kinds].filter(([name]) => name.startsWith('provador_'));
    expect(own.length).toBeGreaterThan(15);
    for (const [name, kind] of own) {
      expect(`${kind} ${name}`).toMatch(
        kind === 'counter'
          ? /_total$/
          : kind === 'histogram'
            ? /_(seconds|rows)$/
            : /_(rows|ratio|psi|versions|in_flight)$/,
      );
    }
  });
});

describe('metrics', () => {
  const log = pino({ level: 'silent' });

  it('are open before the models are ready', async () => {
    const server = createHttpServer(readSettings({ PORT: '0' }), log);
    const url = await server.listen();
    const early = await fetch(`${url}/predict`, { method: 'POST' });
    expect(early.status).toBe(503);
    const metrics = await readMetrics({ url });
    expect(metrics.sum('provador_refusals_total', { code: 'NOT_READY' })).toBe(1);
    await server.close();
  });

  it('are not there when they are switched off', async () => {
    const server = createHttpServer(readSettings({ PORT: '0', METRICS: 'false' }), log);
    const url = await server.listen();
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    await server.close();
  });

  it('tell reloads by their outcome, and what a shadow answered', async () => {
    const metrics = new Metrics();
    const pair = { version: '3', against: '2', rows: 10, agreed: 9, absoluteDifference: 1.25 };
    metrics.readFrom({
      reloads: () => ({ ok: 1, failed: 2 }),
      shadow: () => ({ totals: [pair], droppedRows: 4 }),
    });
    const exposition = new Exposition(await metrics.text());
    expect(exposition.by('provador_reloads_total', 'outcome')).toEqual({ success: 1, failure: 2 });
    const labels = { version: '3', against: '2' };
    expect(exposition.sum('provador_shadow_rows_total', labels)).toBe(10);
    expect(exposition.sum('provador_shadow_agreed_rows_total', labels)).toBe(9);
    expect(exposition.sum('provador_shadow_score_difference_total', labels)).toBe(1.25);
    expect(exposition.sum('provador_shadow_dropped_rows_total')).toBe(4);
  });

  it('sort times into buckets that hold all that is at most their bound', async () => {
    const metrics = new Metrics();
    for (const ms of [0.5, 0.6, 30_000, 30_001]) {
      metrics.requestBegan();
      metrics.requestEnded(newRequestRecord('POST', '/predict'), 200, ms);
    }
    const exposition = new Exposition(await metrics.text());
    const name = 'provador_http_request_duration_seconds_bucket';
    expect(exposition.sum(name, { le: '0.0005' })).toBe(1);
    expect(exposition.sum(name, { le: '0.001' })).toBe(2);
    expect(exposition.sum(name, { le: '30' })).toBe(3);
    expect(exposition.sum(name, { le: '+Inf' })).toBe(4);
    expect(exposition.sum('provador_http_request_duration_seconds_sum')).toBeCloseTo(60.0021);
  });

  it('read the queue of the version that serves, and count its runs on where the last one was', async () => {
    const metrics = new Metrics();
    const old = { queuedRows: 7, maxQueuedRows: 10 };
    const next = { queuedRows: 3, maxQueuedRows: 10 };
    metrics.lanes.watch('short', '3', old);
    metrics.lanes.of('short', '3').ran(2, 0, 1, true);
    metrics.lanes.watch('short', '3', next);
    metrics.lanes.of('short', '3').ran(4, 0, 1, false);
    const exposition = new Exposition(await metrics.text());
    expect(exposition.sum('provador_queue_rows', { lane: 'short', version: '3' })).toBe(3);
    expect(exposition.sum('provador_run_rows_sum')).toBe(6);
    expect(exposition.sum('provador_run_failures_total')).toBe(1);
  });

  it('count errors that nobody foresaw together once there are too many', async () => {
    const metrics = new Metrics();
    for (let i = 0; i < 1000; i++) {
      const record = newRequestRecord('POST', '/graphql');
      record.codes.add(`CODE_${i}`);
      metrics.requestBegan();
      metrics.requestEnded(record, 200, 1);
    }
    const exposition = new Exposition(await metrics.text());
    const errors = exposition.by('provador_errors_total', 'code');
    expect(Object.keys(errors).length).toBeLessThanOrEqual(201);
    expect(exposition.sum('provador_errors_total')).toBe(1000);
    expect(errors['other']).toBeGreaterThan(700);
  });
});
