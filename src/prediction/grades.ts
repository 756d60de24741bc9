import { type ModelOutput } from '../repository/parameters';

/**
 * How far below one half a cumulative probability may be and still count as one half: wider than
 * float32 rounding, so that exact halves fall the same way here and in training.
 */
const HALF = 0.5 - 1e-6;

// A distribution is named by the block that holds it and where in it it begins: a view of each
// wine's own would cost more than what is computed from it.

/** The median grade: the lowest at which the cumulative probability reaches one half. */
export function medianGrade(
  probabilities: Float32Array,
  at: number,
  grades: readonly number[],
): number {
  let cumulative = 0;
  for (let i = 0; i < grades.length; i++) {
    cumulative += probabilities[at + i] as number;
    if (cumulative >= HALF) return grades[i] as number;
  }
  return grades.at(-1) as number;
}

/** The expected grade. */
export function meanGrade(
  probabilities: Float32Array,
  at: number,
  grades: readonly number[],
): number {
  let sum = 0;
  for (let i = 0; i < grades.length; i++) {
    sum += (grades[i] as number) * (probabilities[at + i] as number);
  }
  return sum;
}

/** The probability of `grade` or a higher one. */
export function upperTail(
  probabilities: Float32Array,
  at: number,
  grades: readonly number[],
  grade: number,
): number {
  // Certain by definition; the float32 sum could miss 1 by its rounding.
  if (grade <= (grades[0] as number)) return 1;
  let sum = 0;
  for (let i = 0; i < grades.length; i++) {
    if ((grades[i] as number) >= grade) sum += probabilities[at + i] as number;
  }
  return Math.min(1, sum);
}

/** The place of a row's grade among the version's grades: of a distribution's median, or of a rounded score. */
export function gradeIndex(outputs: Float32Array, at: number, output: ModelOutput): number {
  const grade =
    output.kind === 'distribution'
      ? medianGrade(outputs, at, output.grades)
      : roundedGrade(outputs[at] as number, output);
  return output.grades.indexOf(grade);
}

/** The grade of a score: rounded half up, within the version's grades. */
export function roundedGrade(score: number, { grades }: ModelOutput): number {
  const lowest = grades[0] as number;
  const highest = grades.at(-1) as number;
  return Math.min(highest, Math.max(lowest, Math.round(score)));
}
