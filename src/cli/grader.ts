import { type WineBlock } from '../prediction/wine-block';
import { type RowGrade } from '../tables/output';
import { type TableFault } from '../tables/rows';

/** The confidence of the intervals that tables have. */
export const CONFIDENCE = 0.9;

/** What is said of one wine. A figure may be computed when it is read. */
export interface WineGrade extends RowGrade {
  /** What the model has not seen of it, in words; empty where there is nothing. */
  readonly warnings: string;
  /** Null where no explanation was asked for. */
  readonly explanation: WineExplanation | null;
}

/** What each measurement adds to a score, from the baseline on. */
export interface WineExplanation {
  readonly baseline: number;
  /** Eleven, in the order of the measurements. */
  readonly contributions: ArrayLike<number>;
}

/** What is said of a block of wines, by their rows. */
export interface GradedWines {
  /** How many of them were rejected. */
  readonly rejected: number;
  /** Null where the wine was rejected. */
  gradeOf(row: number): WineGrade | null;
  /** Undefined where there are none. */
  faultsOf(row: number): readonly TableFault[] | undefined;
}

/** Whoever grades wines: a model in this process, or a gateway. One version answers from first to last. */
export interface Grader {
  readonly version: string;
  /** The grades with a probability each; empty for a version that only estimates a score. */
  readonly grades: readonly number[];
  /** Blocks at a time with which it has always something to do. */
  readonly blocksAtOnce: number;
  /** Grades wines that have every measurement. */
  grade(wines: WineBlock): Promise<GradedWines>;
  close(): Promise<void>;
}

/** What graders are asked for. */
export interface Question {
  /** A number or label; undefined: the one that is stable. */
  readonly version: string | undefined;
  /** Whether to say why, too. */
  readonly explain: boolean;
  /** Whether to say what the model has not seen, too. */
  readonly warn: boolean;
  /** Ends what is on its way. */
  readonly signal: AbortSignal;
}
