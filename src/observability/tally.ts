import { type Labels } from './histogram';

/** Sets of labels that one tally keeps; what comes beyond is counted together, as `other`. */
const MOST_SETS = 200;

/** How often something with these labels happened. */
export interface Count {
  readonly labels: Labels;
  count: number;
}

/** Counts by labels. */
export class Tally {
  readonly names: string[];
  private readonly counts = new Map<string, Count>();
  private readonly others: string;

  /** @param names of the labels. */
  constructor(...names: string[]) {
    this.names = names;
    this.others = names.map(() => 'other').join('\n');
  }

  /** Adds to the count of these labels, given in the order of their names. */
  add(count: number, ...values: string[]): void {
    this.of(...values).count += count;
  }

  /** The count of these labels, to be kept by whoever adds to it often. */
  of(...values: string[]): Count {
    const key = values.join('\n');
    const known = this.counts.get(key);
    if (known) return known;
    // What nobody foresaw must not fill the memory.
    if (this.counts.size >= MOST_SETS && key !== this.others) {
      return this.of(...this.names.map(() => 'other'));
    }
    const labels = Object.fromEntries(this.names.map((name, i) => [name, values[i] ?? '']));
    const count = { labels, count: 0 };
    this.counts.set(key, count);
    return count;
  }

  /** Every set of labels with its count. */
  *entries(): Iterable<readonly [Labels, number]> {
    for (const { labels, count } of this.counts.values()) yield [labels, count];
  }
}
