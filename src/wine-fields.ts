/**
 * The eleven measurements, in the order of the UCI file, which is the order of every block of wines.
 * Their meaning, units and ranges are data: the feature table that comes with each model version.
 */
export const WINE_FIELDS = [
  'fixedAcidity',
  'volatileAcidity',
  'citricAcid',
  'residualSugar',
  'chlorides',
  'freeSulfurDioxide',
  'totalSulfurDioxide',
  'density',
  'pH',
  'sulphates',
  'alcohol',
] as const;

/** One of the eleven measurements, as `WineInput` names it. */
export type WineField = (typeof WINE_FIELDS)[number];

/** The eleven measurements, as the `WineFeature` enum names them, in the same order. */
export const WINE_FEATURES = [
  'FIXED_ACIDITY',
  'VOLATILE_ACIDITY',
  'CITRIC_ACID',
  'RESIDUAL_SUGAR',
  'CHLORIDES',
  'FREE_SULFUR_DIOXIDE',
  'TOTAL_SULFUR_DIOXIDE',
  'DENSITY',
  'PH',
  'SULPHATES',
  'ALCOHOL',
] as const;

/** One of the eleven measurements, as the `WineFeature` enum names it. */
export type WineFeature = (typeof WINE_FEATURES)[number];

/** Measurements in a wine: the width of a block's rows. */
export const WIDTH = WINE_FIELDS.length;
