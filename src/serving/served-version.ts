import { type GatewayError } from '../errors';
import { type Trace } from '../observability/trace';
import { type ModelVersion } from '../repository/model-version';
import { type VersionLife } from './version-life';

/** Whoever waits for rows: asked before work is done whether an answer is still wanted. */
export interface Waiting {
  /** Throws the reason why it is not. */
  check(): void;
  /** Milliseconds for which it still is; for ever where it does not say. */
  remainingMs?(): number;
  /** Whether there was room for it when it began to be read. */
  readonly wasLetIn?: boolean;
  /** What is done for it is added to this; undefined where nobody traces it. */
  readonly trace?: Trace | undefined;
}

/** Shapley values of a block of wines' scores. */
export interface Explanations {
  /** The mean score of the version's reference wines, which every explanation starts from. */
  readonly baseline: number;
  /** Eleven contributions a wine, row-major, in the order of the measurements. */
  readonly contributions: Float64Array;
}

/** A measurement's values between which a model's answers may change, ascending; undefined where nothing is known. */
export type CandidateValues = readonly (Float64Array | undefined)[];

/** What the costly questions about one wine cost for a version, in model rows. */
export interface TrustPrices {
  readonly explanation: number;
  /** By how many measurements may change. */
  readonly improvement: (adjustable: number) => number;
}

/**
 * A version with everything that serves it: its data, its runner, its lanes, its explainer. It comes
 * and goes as one; whoever has it needs nothing else to answer with it.
 */
export interface ServedVersion extends ModelVersion {
  readonly life: VersionLife;
  /**
   * Scores `rows` prepared rows (row-major float32, as wide as the version's input). Gives as many
   * rows of its output's width in the same order, or rejects.
   */
  readonly score: (prepared: Float32Array, rows: number, caller: Waiting) => Promise<Float32Array>;
  /** Whether so many rows would be taken now. */
  readonly takes: (rows: number, caller: Waiting) => boolean;
  /** Why so many rows would be refused now, `OVERLOADED`; undefined when they would be taken. */
  readonly refusalOf: (rows: number, caller: Waiting) => GatewayError | undefined;
  /** Has so many rows, which are still being read, counted as waiting until what it gives is called. */
  readonly expect: (rows: number) => () => void;
  /** Explains `rows` wines of eleven measurements. Rejects as a model run does. */
  readonly explain: (
    measurements: Float64Array,
    rows: number,
    caller: Waiting,
  ) => Promise<Explanations>;
  /** The values at which its answers change, by the measurements' order. */
  readonly candidates: CandidateValues;
  readonly prices: TrustPrices;
  /** Rows and explanations that wait for its runs. */
  readonly queuedRows: () => number;
  /** Waits for the runs that go on, then frees all of it, here and in the workers; it rejects what is asked of it from then on. */
  readonly release: () => Promise<void>;
}

/** What can be told of a version in whatever state: of one that does not serve, what could be read. */
export type DescribedVersion = Pick<ServedVersion, 'name' | 'life'> &
  Partial<Pick<ServedVersion, 'manifest' | 'card' | 'features' | 'output'>>;
