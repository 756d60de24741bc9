/**
 * @typedef {object} Sample A figure at a time; only samples of one group are compared with each other.
 * @property {number} seconds @property {string} group @property {number} value
 *
 * @typedef {object} Slope How a figure changes.
 * @property {number} perMinute @property {number} standardError of that
 * @property {number} mean @property {number} samples
 */

/**
 * The slope of a straight line through samples, where each group may lie at a height of its own: the
 * groups are states that come again and again and differ in what they need. Least squares; the standard
 * error is widened for what neighbours in time have in common, as if they were a first-order
 * autoregression (the effective number of samples is n (1 − r) / (1 + r)).
 *
 * @param {Sample[]} samples in the order of their time
 * @returns {Slope}
 */
export function slopeOf(samples) {
  /** @type {Map<string, Sample[]>} */
  const groups = new Map();
  for (const sample of samples) {
    groups.set(sample.group, [...(groups.get(sample.group) ?? []), sample]);
  }
  const centres = new Map(
    [...groups].map(([name, of]) => [
      name,
      { seconds: mean(of.map((one) => one.seconds)), value: mean(of.map((one) => one.value)) },
    ]),
  );
  const points = samples.map(({ seconds, value, group }) => {
    const centre = centres.get(group);
    return { x: seconds - (centre?.seconds ?? 0), y: value - (centre?.value ?? 0) };
  });
  const xx = sum(points.map(({ x }) => x * x));
  const slope = sum(points.map(({ x, y }) => x * y)) / xx;
  const residuals = points.map(({ x, y }) => y - slope * x);
  const squares = sum(residuals.map((one) => one * one));
  const neighbours = sum(residuals.slice(1).map((one, i) => one * (residuals[i] ?? 0)));
  const correlation = squares > 0 ? Math.min(0.95, Math.max(0, neighbours / squares)) : 0;
  const freedom = Math.max(1, samples.length - groups.size - 1);
  const error = Math.sqrt(squares / freedom / xx);
  return {
    perMinute: slope * 60,
    standardError: error * 60 * Math.sqrt((1 + correlation) / (1 - correlation)),
    mean: mean(samples.map(({ value }) => value)),
    samples: samples.length,
  };
}

const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
const mean = (/** @type {number[]} */ values) => sum(values) / values.length;
