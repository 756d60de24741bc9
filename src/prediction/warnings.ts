import { type Feature } from '../repository/parameters';
import { WIDTH, type WineFeature } from '../wine-fields';

/** A measurement outside what the model has seen: it answers, but by extrapolation. */
export interface InputWarning {
  readonly feature: WineFeature;
  readonly value: number;
  readonly trainingMin: number;
  readonly trainingMax: number;
  readonly message: string;
}

/** The measurements of a block's row that lie outside their training range. */
export function findWarnings(
  measurements: Float64Array,
  row: number,
  features: readonly Feature[],
): InputWarning[] {
  const warnings: InputWarning[] = [];
  let at = row * WIDTH;
  for (const feature of features) {
    const value = measurements[at++] as number;
    const { min, max } = feature.training;
    if (value >= min && value <= max) continue;
    warnings.push(describeWarning(feature, value));
  }
  return warnings;
}

function describeWarning({ name, field, training }: Feature, value: number): InputWarning {
  const { min, max } = training;
  const [side, bound, extreme] = value < min ? ['below', min, 'lowest'] : ['above', max, 'highest'];
  return {
    feature: name,
    value,
    trainingMin: min,
    trainingMax: max,
    message: `${field} of ${value} is ${side} ${bound}, the ${extreme} that the model has seen.`,
  };
}
