import { wineAt } from '../prediction/prepared-features';
import { type Explanations } from '../serving/served-version';
import { type Move } from '../trust/moves';
import { type SensitivityCurves } from '../trust/sensitivity';
import { WINE_FEATURES, type WineFeature } from '../wine-fields';
import { distributionOf } from './grade-probability';
import {
  type Explanation,
  type FeatureChange,
  type Plain,
  type SensitivityPoint,
} from './trust-types';

/** What was worked out for a block of wines, as the schema shows it of the wine in a row. */
export function explanationOf(
  { baseline, contributions }: Explanations,
  wine: Float64Array,
  row: number,
): Plain<Explanation> {
  const own = wineAt(contributions, row);
  return {
    baseline,
    contributions: WINE_FEATURES.map((feature, i) => ({
      feature,
      value: wine[i] as number,
      contribution: own[i] as number,
    })),
  };
}

/** The curve of the wine in a row. */
export function curveOf(curves: SensitivityCurves, row: number): Plain<SensitivityPoint>[] {
  return Array.from(curves.values, (value, step) => {
    const point = curves.pointOf(row, step);
    return {
      value,
      consistent: point !== undefined,
      score: point ? point.scored.score(point.row) : null,
      quality: point ? point.scored.quality(point.row) : null,
      probabilities: point ? distributionOf(point.scored, point.row) : null,
    };
  });
}

/** A wine's moves, each from the value that it has. */
export function changesOf(moves: readonly Move[], wine: Float64Array): Plain<FeatureChange>[] {
  return moves.map(({ feature, to }) => ({
    feature: WINE_FEATURES[feature] as WineFeature,
    from: wine[feature] as number,
    to,
  }));
}
