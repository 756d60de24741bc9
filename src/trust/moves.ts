import { type Feature } from '../repository/parameters';

/** A change of one measurement to another value. */
export interface Move {
  /** The measurement, by its place in the order of a block. */
  readonly feature: number;
  readonly to: number;
  /** How far that is, in the training wines' standard deviations. */
  readonly distance: number;
}

/** Evenly spaced values for a model that does not tell where its answers change. */
const EVEN_VALUES = 256;

/**
 * The moves of one measurement that can matter, the nearest first: just past each of the values at
 * which the model's answer may change, and the ends of the training range. Nothing lies outside it.
 *
 * @param count the most moves; evenly picked where there are more.
 */
export function movesOf(
  feature: number,
  value: number,
  { training }: Feature,
  candidates: Float64Array | undefined,
  count = Infinity,
): Move[] {
  const { min, max, standardDeviation } = training;
  const thresholds = candidates ?? evenly(min, max);
  const targets = new Set([min, max]);
  for (const threshold of picked(thresholds, count)) {
    targets.add(threshold < value ? below(threshold) : above(threshold));
  }
  targets.delete(value);
  return [...targets]
    .filter((to) => to >= min && to <= max)
    .map((to) => ({ feature, to, distance: Math.abs(to - value) / standardDeviation }))
    .sort((a, b) => a.distance - b.distance);
}

function picked(values: Float64Array, count: number): Float64Array {
  if (values.length <= count) return values;
  return Float64Array.from(
    { length: count },
    (_, i) => values[Math.round(((i + 0.5) * values.length) / count - 0.5)] as number,
  );
}

function evenly(min: number, max: number): Float64Array {
  return Float64Array.from(
    { length: EVEN_VALUES },
    (_, i) => min + ((max - min) * (i + 0.5)) / EVEN_VALUES,
  );
}

// Six digits are more than a laboratory has, and spare a reader those that only float32 asks for.
const DIGITS = 6;

/** A short number that float32 does not hold above the threshold: trees ask "at most?". */
function below(threshold: number): number {
  const unit = unitOf(threshold);
  let steps = Math.floor(threshold / unit);
  while (Math.fround(decimal(steps, unit)) > Math.fround(threshold)) steps--;
  return decimal(steps, unit);
}

/** A short number that float32 holds above the threshold. */
function above(threshold: number): number {
  const unit = unitOf(threshold);
  let steps = Math.ceil(threshold / unit);
  while (Math.fround(decimal(steps, unit)) <= Math.fround(threshold)) steps++;
  return decimal(steps, unit);
}

function unitOf(value: number): number {
  return value === 0 ? 10 ** -DIGITS : 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - DIGITS);
}

function decimal(steps: number, unit: number): number {
  return Number((steps * unit).toPrecision(DIGITS));
}
