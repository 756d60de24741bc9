import { type ModelVersion } from '../repository/model-version';
import { WIDTH } from '../wine-fields';
import { meanGrade, medianGrade, roundedGrade, upperTail } from './grades';
import { findWarnings, type InputWarning } from './warnings';
import { type WineBlock } from './wine-block';

/**
 * Wines with the model's answers, both in blocks. Each figure is computed when it is asked for, a
 * wine at a time, so that what nobody selects costs nothing.
 */
export class ScoredWines {
  /** @param outputs the model's rows, one a wine, as wide as the version's output. */
  constructor(
    readonly version: ModelVersion,
    readonly wines: WineBlock,
    private readonly outputs: Float32Array,
  ) {
    const expected = wines.rows * version.runner.outputWidth;
    if (outputs.length !== expected) {
      throw new Error(
        `expected ${expected} outputs for ${wines.rows} wines, but ${outputs.length} came`,
      );
    }
  }

  /** The expected grade. */
  score(row: number): number {
    const probabilities = this.probabilities(row);
    return probabilities
      ? meanGrade(probabilities, this.version.output.grades)
      : (this.outputs[row] as number);
  }

  /** The grade: the distribution's median, or the rounded score where the version has none. */
  quality(row: number): number {
    const probabilities = this.probabilities(row);
    return probabilities
      ? medianGrade(probabilities, this.version.output.grades)
      : roundedGrade(this.outputs[row] as number, this.version.output);
  }

  /** One probability a grade, in the order of the version's grades; null where it estimates none. */
  probabilities(row: number): Float32Array | null {
    if (this.version.output.kind === 'score') return null;
    const width = this.version.runner.outputWidth;
    return this.outputs.subarray(row * width, (row + 1) * width);
  }

  /** The probability of `grade` or a higher one; null where the version estimates none. */
  probabilityAtLeast(row: number, grade: number): number | null {
    const probabilities = this.probabilities(row);
    return probabilities && upperTail(probabilities, this.version.output.grades, grade);
  }

  /** The measurements outside the training range. */
  warnings(row: number): InputWarning[] {
    const wine = this.wines.measurements.subarray(row * WIDTH, (row + 1) * WIDTH);
    return findWarnings(wine, this.version.features);
  }
}
