import { Registry } from 'prom-client';
import { addDriftMetrics } from './drift-metrics';
import { HistogramFamily, type Histogram } from './histogram';
import { LaneMetrics } from './lane-metrics';
import { type MetricSources, type ReloadFigures } from './metric-sources';
import { processMetrics } from './process-metrics';
import { addGauge, addTotal, type ReadFigures } from './read-metrics';
import { type RequestRecord } from './request-record';
import { addShadowMetrics } from './shadow-metrics';
import { Tally, type Count } from './tally';

const SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
] as const;

/** Codes by which the gateway says no to what it could have understood: before the work, or instead of it. */
const REFUSALS: ReadonlySet<string> = new Set([
  'BATCH_TOO_LARGE',
  'BODY_TOO_LARGE',
  'DEADLINE_EXCEEDED',
  'NOT_READY',
  'OPERATION_TOO_COSTLY',
  'OVERLOADED',
  'RATE_LIMITED',
]);

/**
 * All of the gateway's metrics, as `GET /metrics` shows them. What happens often is counted in plain
 * numbers and handed to prom-client when somebody reads. Labels are bounded: routes, lanes, versions,
 * the published operations, and codes; never anything else that a client chose.
 */
export class Metrics {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  readonly lanes: LaneMetrics;
  private readonly registry = new Registry();
  private readonly requests = new HistogramFamily(
    'provador_http_request_duration_seconds',
    'Time from the head of a request to the end of its answer, by status; 499 where the client had gone.',
    SECONDS,
  );
  private readonly rows = new Tally('version', 'outcome');
  private readonly faults = new Tally('code', 'feature');
  private readonly errors = new Tally('code');
  private readonly refusals = new Tally('code');
  private readonly times = new Map<string, Map<number, Histogram>>();
  private readonly rowsOf = new Map<string, readonly [accepted: Count, rejected: Count]>();
  private inFlight = 0;
  private sources: Partial<MetricSources> = {};

  /** @param operations the published operations' names; others are counted as `other`. */
  constructor(private readonly operations: ReadonlySet<string> = new Set()) {
    processMetrics();
    this.registry.registerMetric(this.requests.asMetric());
    this.lanes = new LaneMetrics(this.registry);
    this.count('provador_rows_total', 'Wines that came in, accepted and rejected.', this.rows);
    this.count(
      'provador_rejected_rows_total',
      'Wines that cannot exist or be read, once for each of their faults.',
      this.faults,
    );
    // What an alert watches is there before the first of it, or its rise from nothing would not be seen.
    for (const code of ['INTERNAL_SERVER_ERROR', ...REFUSALS]) this.errors.of(code);
    for (const code of REFUSALS) this.refusals.of(code);
    this.count('provador_errors_total', 'Answers with an error of this code.', this.errors);
    this.count(
      'provador_refusals_total',
      'Answers that refused the work: for its size, its price, the load, or the time.',
      this.refusals,
    );
    addGauge(this.registry, {
      name: 'provador_http_requests_in_flight',
      help: 'Requests that are being answered.',
      read: () => [[{}, this.inFlight]],
    });
    addGauge(this.registry, {
      name: 'provador_model_versions',
      help: 'Model versions by where they are in their life: 1 for the state that each is in.',
      labelNames: ['version', 'state'],
      read: () => [...(this.sources.versions?.() ?? [])].map((labels) => [{ ...labels }, 1]),
    });
    this.countReloads(
      'provador_reloads_total',
      'Passes over the folders of the models while serving: all well, or something at fault.',
      () => this.sources.reloads?.(),
    );
    this.countReloads(
      'provador_key_reloads_total',
      'Readings of the files of keys while serving; what fails leaves the keys as they are.',
      () => this.sources.keyReloads?.(),
    );
    addTotal(this.registry, {
      name: 'provador_worker_deaths_total',
      help: 'Worker threads that died, and were replaced.',
      read: () => [[{}, this.sources.workerDeaths?.() ?? 0]],
    });
    const noShadow = { totals: [], droppedRows: 0 };
    addShadowMetrics(this.registry, () => this.sources.shadow?.() ?? noShadow);
    addDriftMetrics(this.registry, () => [...(this.sources.drift?.() ?? [])]);
  }

  /** Names where the figures come from that are read and not counted. */
  readFrom(sources: Partial<MetricSources>): void {
    this.sources = { ...this.sources, ...sources };
  }

  /** The exposition, in Prometheus' text format. */
  async text(): Promise<string> {
    return (await this.registry.metrics()) + '\n' + (await processMetrics().metrics());
  }

  requestBegan(): void {
    this.inFlight++;
  }

  /** @param status 499 where the client had gone before the answer. */
  requestEnded(record: RequestRecord, status: number, ms: number): void {
    this.inFlight--;
    const { codes } = record;
    this.timesOf(record, status).observe(ms / 1000);
    // An iterator of nothing would cost as much as all the rest.
    if (codes.size === 0) return;
    for (const code of codes) {
      this.errors.add(1, code);
      if (REFUSALS.has(code)) this.refusals.add(1, code);
    }
  }

  /** Wines of one request were checked. */
  rowsChecked(version: string, accepted: number, rejected: number): void {
    let counts = this.rowsOf.get(version);
    if (!counts) {
      const { rows } = this;
      counts = [rows.of(version, 'accepted'), rows.of(version, 'rejected')];
      this.rowsOf.set(version, counts);
    }
    counts[0].count += accepted;
    counts[1].count += rejected;
  }

  /** A wine was rejected for this, among others. */
  rowRejected(code: string, feature: string): void {
    this.faults.add(1, code, feature);
  }

  private timesOf({ route, operation }: RequestRecord, status: number): Histogram {
    const isGraphql = route === '/graphql';
    const name = this.operations.has(operation) ? operation : 'other';
    // A route's operation is put together anew for each request; the route's text is always the same.
    const key = isGraphql ? name : route;
    let times = this.times.get(key);
    if (!times) {
      times = new Map();
      this.times.set(key, times);
    }
    let time = times.get(status);
    if (!time) {
      const labels = { route, operation: isGraphql ? name : '', status: String(status) };
      time = this.requests.of(labels);
      times.set(status, time);
    }
    return time;
  }

  private countReloads(name: string, help: string, of: () => ReloadFigures | undefined): void {
    const read: ReadFigures = () => {
      const { ok, failed } = of() ?? { ok: 0, failed: 0 };
      return [
        [{ outcome: 'success' }, ok],
        [{ outcome: 'failure' }, failed],
      ];
    };
    addTotal(this.registry, { name, help, labelNames: ['outcome'], read });
  }

  private count(name: string, help: string, tally: Tally): void {
    addTotal(this.registry, { name, help, labelNames: tally.names, read: () => tally.entries() });
  }
}
