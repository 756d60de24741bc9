import { Counter, Gauge, type Registry } from 'prom-client';
import { HistogramFamily } from './histogram';
import { type RowQueue } from './metric-sources';

/** From half a millisecond, below which nobody waits, to what a deadline allows. */
const SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;
const ROWS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] as const;

/** What a lane tells of itself; times are milliseconds of one clock. */
export interface LaneObserver {
  /** The first rows of a request were taken into a run. */
  waited(from: number, to: number): void;
  /** A run of so many rows ended. */
  ran(rows: number, from: number, to: number, failed: boolean): void;
  /** A request was answered, all of its rows. */
  answered(from: number, to: number): void;
}

/** The metrics of the lanes in which rows wait for runs: labels `lane` and `version`. */
export class LaneMetrics {
  private readonly wait = new HistogramFamily(
    'provador_queue_wait_seconds',
    'Time for which a request waited before a run took its first rows.',
    SECONDS,
  );
  private readonly run = new HistogramFamily(
    'provador_run_duration_seconds',
    'Time of one run: of the model, or in the lane "explanation" of explaining.',
    SECONDS,
  );
  private readonly rows = new HistogramFamily(
    'provador_run_rows',
    'Rows in one run, of all requests that shared it.',
    ROWS,
  );
  private readonly batch = new HistogramFamily(
    'provador_batch_duration_seconds',
    "Time from handing a request's rows in to the answer of the last of them: queue and runs.",
    SECONDS,
  );
  private readonly lanes = new Map<string, Lane>();

  constructor(registry: Registry) {
    for (const family of [this.wait, this.run, this.rows, this.batch]) {
      registry.registerMetric(family.asMetric());
    }
    const registers = [registry];
    const labelNames = ['lane', 'version'] as const;
    const { lanes } = this;
    const gauge = (name: string, help: string, read: (queue: RowQueue) => number) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers,
        collect() {
          for (const { labels, queue } of lanes.values()) {
            const live = queue?.deref();
            this.set(labels, live ? read(live) : 0);
          }
        },
      });
    gauge('provador_queue_rows', 'Rows that wait for a run.', (queue) => queue.queuedRows);
    gauge(
      'provador_queue_limit_rows',
      'Most rows that may wait; more are refused.',
      (queue) => queue.maxQueuedRows,
    );
    new Counter({
      name: 'provador_run_failures_total',
      help: 'Runs that failed, with every request that had rows in them.',
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const { labels, failures } of lanes.values()) this.inc(labels, failures);
      },
    });
  }

  /** What counts for a lane of a version; a version that is loaded again goes on where it was. */
  of(lane: string, version: string): LaneObserver {
    return this.lane(lane, version);
  }

  /** Has a lane's queue read from now on. It is not kept alive: a retired version's is gone. */
  watch(lane: string, version: string, queue: RowQueue): void {
    this.lane(lane, version).queue = new WeakRef(queue);
  }

  private lane(lane: string, version: string): Lane {
    const key = `${lane} ${version}`;
    let known = this.lanes.get(key);
    if (!known) {
      known = this.open({ lane, version });
      this.lanes.set(key, known);
    }
    return known;
  }

  private open(labels: Lane['labels']): Lane {
    const wait = this.wait.of(labels);
    const run = this.run.of(labels);
    const rows = this.rows.of(labels);
    const batch = this.batch.of(labels);
    return {
      labels,
      queue: undefined,
      failures: 0,
      waited(from, to) {
        wait.observe((to - from) / 1000);
      },
      ran(count, from, to, failed) {
        run.observe((to - from) / 1000);
        rows.observe(count);
        if (failed) this.failures++;
      },
      answered(from, to) {
        batch.observe((to - from) / 1000);
      },
    };
  }
}

interface Lane extends LaneObserver {
  readonly labels: { readonly lane: string; readonly version: string };
  queue: WeakRef<RowQueue> | undefined;
  failures: number;
}
