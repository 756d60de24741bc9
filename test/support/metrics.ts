/** A line of the exposition. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What `GET /metrics` says, read as Prometheus would. */
export class Exposition {
  readonly samples: readonly Sample[];
  /** The kind of each metric, by its name. */
  readonly kinds: ReadonlyMap<string, string>;

  /** @throws Error at a line that is none of Prometheus' text format. */
  constructor(text: string) {
    const kinds = new Map<string, string>();
    const samples: Sample[] = [];
    for (const line of text.split('\n')) {
      if (line === '' || line.startsWith('# HELP ')) continue;
      const [, kindOf, kind] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
      if (kindOf !== undefined && kind !== undefined) {
        if (kinds.has(kindOf)) throw new Error(`${kindOf} is exposed twice`);
        kinds.set(kindOf, kind);
        continue;
      }
      const [, name, labels = '', value = ''] =
        /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`expected a sample, but ${line} came`);
      samples.push({ name, labels: readLabels(labels), value: Number(value) });
    }
    this.kinds = kinds;
    this.samples = samples;
  }

  /** The sum of a metric's samples that have at least these labels; undefined where there are none. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
    const found = this.samples.filter(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    );
    return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
  }

  /** The values of a metric by one of its labels. */
  by(
    name: string,
    label: string,
    labels: Readonly<Record<string, string>> = {},
  ): Record<string, number> {
    const values = new Set(
      this.samples.filter((sample) => sample.name === name).map((sample) => sample.labels[label]),
    );
    const sums: Record<string, number> = {};
    for (const value of values) {
      const sum = value === undefined ? undefined : this.sum(name, { ...labels, [label]: value });
      if (value !== undefined && sum !== undefined) sums[value] = sum;
    }
    return sums;
  }
}

/** Asks a gateway for its metrics. */
export async function readMetrics({ url }: { readonly url: string }): Promise<Exposition> {
  const response = await fetch(`${url}/metrics`);
  return new Exposition(await response.text());
}

function readLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}
