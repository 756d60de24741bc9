import { type ModelVersion } from '../repository/model-version';
import { type ServedVersion } from '../serving/served-version';
import { conformalBound, gradeInterval, type GradeInterval } from './grade-interval';
import { meanGrade, medianGrade, roundedGrade, upperTail } from './grades';
import { findWarnings, type InputWarning } from './warnings';
import { type WineBlock } from './wine-block';

/** Asks the model about every wine of a block: its rows, one a wine, as wide as its output. It may throw. */
export type ScoreBlock = () => Promise<Float32Array>;

/**
 * Wines and, once `load` has run, the model's answers, both in blocks. The model is asked when
 * somebody wants an answer of it, and each figure is computed when it is read, a wine at a time, so
 * that what nobody selects costs nothing.
 */
export class ScoredWines<Version extends ModelVersion = ServedVersion> {
  private loading: Promise<void> | undefined;
  private loaded: Float32Array | undefined;

  constructor(
    readonly version: Version,
    readonly wines: WineBlock,
    private readonly scoreBlock: ScoreBlock,
    private readonly onLoaded?: () => void,
  ) {}

  /** Whether the answers are there. */
  get isLoaded(): boolean {
    return this.loaded !== undefined;
  }

  /** Has the model asked, once, however often this is called. Rejects as the model run does. */
  load(): Promise<void> {
    return (this.loading ??= this.askModel());
  }

  /** The expected grade. */
  score(row: number): number {
    return this.hasDistribution
      ? meanGrade(this.outputs, this.offset(row), this.grades)
      : (this.outputs[row] as number);
  }

  /** The grade: the distribution's median, or the rounded score where the version has none. */
  quality(row: number): number {
    return this.hasDistribution
      ? medianGrade(this.outputs, this.offset(row), this.grades)
      : roundedGrade(this.outputs[row] as number, this.version.output);
  }

  /** One probability a grade, in the order of the version's grades; null where it estimates none. */
  probabilities(row: number): Float32Array | null {
    if (!this.hasDistribution) return null;
    return this.outputs.subarray(this.offset(row), this.offset(row + 1));
  }

  /** The probability of `grade` or a higher one; null where the version estimates none. */
  probabilityAtLeast(row: number, grade: number): number | null {
    if (!this.hasDistribution) return null;
    return upperTail(this.outputs, this.offset(row), this.grades, grade);
  }

  /**
   * The run of neighbouring grades that holds the wine's with this confidence.
   *
   * @throws GatewayError `BAD_USER_INPUT` for a confidence that the version cannot support.
   */
  interval(row: number, confidence: number): GradeInterval {
    const { interval, output } = this.version;
    const wine = {
      quality: this.quality(row),
      score: this.score(row),
      probabilities: this.probabilities(row),
    };
    return gradeInterval(wine, output.grades, interval, conformalBound(interval, confidence));
  }

  /** The measurements outside the training range. */
  warnings(row: number): InputWarning[] {
    return findWarnings(this.wines.measurements, row, this.version.features);
  }

  /** The model's answers as it gave them, row-major, for who looks at all of them. */
  get answers(): Float32Array {
    return this.outputs;
  }

  private async askModel(): Promise<void> {
    const outputs = await this.scoreBlock();
    const expected = this.wines.rows * this.version.runner.outputWidth;
    if (outputs.length !== expected) {
      throw new Error(
        `expected ${expected} outputs for ${this.wines.rows} wines, but ${outputs.length} came`,
      );
    }
    this.loaded = outputs;
    this.onLoaded?.();
  }

  private get outputs(): Float32Array {
    if (!this.loaded) throw new Error('expected load() to have ended before an answer is read');
    return this.loaded;
  }

  private get hasDistribution(): boolean {
    return this.version.output.kind === 'distribution';
  }

  private get grades(): readonly number[] {
    return this.version.output.grades;
  }

  private offset(row: number): number {
    return row * this.version.runner.outputWidth;
  }
}
