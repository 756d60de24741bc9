import { WINE_FEATURES, WINE_FIELDS, type WineField } from '../../../src/wine-fields';

export { WINE_FIELDS, type WineField };

/** The eleven measurements of a wine. */
export type Wine = Readonly<Record<WineField, number>>;

/** A wine from measurements in the order of the UCI file. */
export function toWine(measurements: readonly number[]): Wine {
  return Object.fromEntries(WINE_FIELDS.map((field, i) => [field, measurements[i]])) as Wine;
}

/** A wine's measurements in the order of the UCI file. */
export function toMeasurements(wine: Wine): number[] {
  return WINE_FIELDS.map((field) => wine[field]);
}

/** The field of a measurement that the `WineFeature` enum names. */
export function fieldOf(feature: string): WineField | undefined {
  return WINE_FIELDS.find((_, i) => WINE_FEATURES[i] === feature);
}

/** Wines to start from: made up, and like many of the kind. */
export const EXAMPLES = {
  poor: toWine([8.2, 0.85, 0.01, 2.2, 0.069, 5, 14, 0.9967, 3.34, 0.57, 10.9]),
  middling: toWine([7.5, 0.62, 0.1, 2, 0.08, 14, 45, 0.9975, 3.4, 0.57, 9.6]),
  fine: toWine([9.1, 0.33, 0.42, 2.3, 0.067, 12, 27, 0.9951, 3.24, 0.84, 12.4]),
} as const;

/** Names of the wines to start from. */
export type Example = keyof typeof EXAMPLES;
