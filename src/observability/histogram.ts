import { type Metric } from 'prom-client';

/** Values counted by their size, as Prometheus' histograms are: so many at most each of the bounds. */
export class Histogram {
  private readonly counts: Float64Array;
  private sum = 0;

  /** @param bounds ascending. */
  constructor(private readonly bounds: Float64Array) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  /** Counts a value. */
  observe(value: number): void {
    const { bounds, counts } = this;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++;
    counts[bucket] = (counts[bucket] as number) + 1;
    this.sum += value;
  }

  /** What it has counted, as lines of the exposition. */
  values(name: string, labels: Labels): Sample[] {
    let atMost = 0;
    const buckets = [...this.counts].map((count, i) => {
      atMost += count;
      return {
        metricName: `${name}_bucket`,
        labels: { ...labels, le: this.bounds[i] ?? '+Inf' },
        value: atMost,
      };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: this.sum },
      { metricName: `${name}_count`, labels, value: atMost },
    ];
  }
}

/** Names and values of a metric's labels. */
export type Labels = Readonly<Record<string, string>>;

/** One line of the exposition. */
interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/**
 * The histograms of one metric, one for each set of labels. prom-client's own looks its labels up for
 * every value, which costs 240 ns where this one costs 10; a wine alone would pay it four times.
 */
export class HistogramFamily {
  private readonly bounds: Float64Array;
  private readonly children = new Map<string, { labels: Labels; histogram: Histogram }>();

  constructor(
    private readonly name: string,
    private readonly help: string,
    bounds: readonly number[],
  ) {
    this.bounds = Float64Array.from(bounds);
  }

  /** The histogram of these labels, to be kept by whoever has many values. */
  of(labels: Labels): Histogram {
    const key = Object.values(labels).join('\n');
    let child = this.children.get(key);
    if (!child) {
      child = { labels, histogram: new Histogram(this.bounds) };
      this.children.set(key, child);
    }
    return child.histogram;
  }

  /** As prom-client's registry takes it, which asks for no more but types it as its own classes. */
  asMetric(): Metric {
    const { name, help } = this;
    const get = () =>
      Promise.resolve({
        name,
        help,
        type: 'histogram',
        aggregator: 'sum',
        values: [...this.children.values()].flatMap(({ labels, histogram }) =>
          histogram.values(name, labels),
        ),
      });
    return { name, get } as unknown as Metric;
  }
}
