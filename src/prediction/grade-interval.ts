import { GatewayError } from '../errors';
import { type IntervalCalibration } from '../repository/parameters';

/** Neighbouring grades that hold a wine's with a stated confidence. */
export interface GradeInterval {
  readonly low: number;
  readonly high: number;
}

/** What a model says of one wine, as far as intervals are made of it. */
export interface GradedWine {
  readonly quality: number;
  readonly score: number;
  /** One a grade, ascending; null for a version that only estimates a score. */
  readonly probabilities: Float32Array | null;
}

/** So that a wine exactly at the bound falls the same way here and in training. */
const SLACK = 1e-9;

/**
 * The score that a grade may have to be in an interval of this confidence: the ⌈(n + 1) × confidence⌉-th
 * smallest of the `n` calibration wines' (split conformal prediction: Vovk, Gammerman and Shafer,
 * "Algorithmic Learning in a Random World", 2005; Lei et al., JASA 113, 2018).
 *
 * @throws GatewayError `BAD_USER_INPUT` for a confidence that so many wines cannot support.
 */
export function conformalBound({ scores }: IntervalCalibration, confidence: number): number {
  const most = scores.length / (scores.length + 1);
  const bound = scores[Math.ceil((scores.length + 1) * confidence) - 1];
  if (!(confidence > 0) || bound === undefined) {
    throw new GatewayError(
      'BAD_USER_INPUT',
      `confidence: expected a number above 0 and at most ${most}, which ${scores.length} calibration wines support, but ${confidence} came.`,
      { argument: 'confidence', min: 0, max: most },
    );
  }
  return bound;
}

/**
 * The run of neighbouring grades around a wine's quality whose scores are within the bound. It grows
 * from the quality in an order that is the wine's own, so that a higher bound never gives a narrower
 * run, and a wine of which the model is unsure gets a wider one.
 *
 * @param grades the version's, ascending.
 */
export function gradeInterval(
  wine: GradedWine,
  grades: readonly number[],
  { score }: IntervalCalibration,
  bound: number,
): GradeInterval {
  const { quality, probabilities } = wine;
  const start = grades.indexOf(quality);
  const within = bound + SLACK;
  const [low, high] =
    score === 'distance' || !probabilities
      ? growByDistance(wine.score, grades, start, within)
      : growByMassAndRarity(probabilities, start, within);
  return { low: grades[low] as number, high: grades[high] as number };
}

/** A grade's score is how far it is from the expected one. */
function growByDistance(
  score: number,
  grades: readonly number[],
  start: number,
  within: number,
): [number, number] {
  const isWithin = (i: number): boolean => Math.abs((grades[i] ?? Infinity) - score) <= within;
  let [low, high] = [start, start];
  while (isWithin(low - 1)) low--;
  while (isWithin(high + 1)) high++;
  return [low, high];
}

/**
 * A grade's score is the mean of two, which both rise on the way from the quality: the probability that
 * a run around the quality holds before it takes the grade in, the likelier side first; and how rare
 * the rarest grade on the way is.
 */
function growByMassAndRarity(
  probabilities: Float32Array,
  start: number,
  within: number,
): [number, number] {
  const at = (i: number): number => probabilities[i] ?? -1;
  let [low, high] = [start, start];
  let [inLow, inHigh] = [start, start];
  let mass = at(start);
  let [leastBelow, leastAbove] = [mass, mass];
  while (low > 0 || high < probabilities.length - 1) {
    const isBelow = at(low - 1) >= at(high + 1);
    const taken = at(isBelow ? --low : ++high);
    if (isBelow) leastBelow = Math.min(leastBelow, taken);
    else leastAbove = Math.min(leastAbove, taken);
    const score = (mass + 1 - (isBelow ? leastBelow : leastAbove)) / 2;
    if (score <= within && isBelow) inLow = low;
    if (score <= within && !isBelow) inHigh = high;
    mass += taken;
  }
  return [inLow, inHigh];
}
