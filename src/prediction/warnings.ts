import { type Feature } from '../repository/parameters';
import { type WineFeature } from '../wine-fields';

/** A measurement outside what the model has seen: it answers, but by extrapolation. */
export interface InputWarning {
  readonly feature: WineFeature;
  readonly value: number;
  readonly trainingMin: number;
  readonly trainingMax: number;
  readonly message: string;
}

/** The measurements of one wine (eleven values) that lie outside their training range. */
export function findWarnings(wine: Float64Array, features: readonly Feature[]): InputWarning[] {
  const warnings: InputWarning[] = [];
  features.forEach(({ name, field, training: { min, max } }, i) => {
    const value = wine[i] as number;
    if (value >= min && value <= max) return;
    const [side, bound] = value < min ? ['below', min] : ['above', max];
    warnings.push({
      feature: name,
      value,
      trainingMin: min,
      trainingMax: max,
      message: `${field} of ${value} is ${side} ${bound}, the ${side === 'below' ? 'lowest' : 'highest'} that the model has seen.`,
    });
  });
  return warnings;
}
