import { type ServedVersion, type TrustPrices } from './served-version';

/** A name for whichever version it points to at the time. */
export interface Label {
  readonly name: string;
  /** What it points to; undefined when no version that it was ever set to was ready. */
  readonly version: ServedVersion | undefined;
  /** The version that it is set to. */
  readonly wanted: string;
  /** Why it does not point there; undefined when it does. */
  readonly reason: string | undefined;
}

/** The label of the version that answers when a request names none. */
export const STABLE = 'stable';
/** The label of the version that answers a share of such requests. */
const CANARY = 'canary';
/** The label of the version that scores their wines as well, for comparison only. */
const SHADOW = 'shadow';

/**
 * What requests find: never changed, but replaced as a whole, so that a version and the labels that
 * point to it appear at once.
 */
export class VersionTable {
  readonly stable: ServedVersion;
  /** The version that gets a share of the requests without a named one; undefined: none does. */
  readonly canary: ServedVersion | undefined;
  readonly shadow: ServedVersion | undefined;
  private readonly byName: ReadonlyMap<string, ServedVersion>;

  /**
   * @param versions in ascending order.
   * @param labels `stable`, which points to one of them, and others.
   * @param canaryShare which share of the requests without a named version goes to the canary, 0 to 1.
   */
  constructor(
    readonly versions: readonly ServedVersion[],
    readonly labels: readonly Label[],
    readonly canaryShare: number,
  ) {
    const byLabel = new Map(labels.map((label) => [label.name, label.version]));
    const stable = byLabel.get(STABLE);
    if (!stable) throw new Error('expected a version that is stable');
    this.stable = stable;
    const canary = byLabel.get(CANARY);
    this.canary = canary !== stable && canaryShare > 0 ? canary : undefined;
    const shadow = byLabel.get(SHADOW);
    this.shadow = shadow !== stable ? shadow : undefined;
    const byName = new Map(versions.map((version) => [version.name, version]));
    for (const [name, version] of byLabel) {
      if (version && !byName.has(name)) byName.set(name, version);
    }
    this.byName = byName;
  }

  /** The version of a name or label. */
  find(name: string): ServedVersion | undefined {
    return this.byName.get(name);
  }

  /**
   * What the costly questions cost of a version. Where none is named the canary may answer: then the
   * dearer ones. Of one that is not there, which will be refused, those of the one that is stable.
   */
  pricesOf(name: string | null): TrustPrices {
    const { stable, canary } = this;
    if (name !== null) return (this.find(name) ?? stable).prices;
    const isDearer = canary && canary.prices.explanation > stable.prices.explanation;
    return isDearer ? canary.prices : stable.prices;
  }

  /** Every name and label that finds a version. */
  get names(): string[] {
    return [...this.byName.keys()];
  }

  /** The labels that point to a version. */
  labelsOf(version: object): string[] {
    return this.labels.filter((label) => label.version === version).map(({ name }) => name);
  }
}
