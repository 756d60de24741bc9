import { type Game } from './game';
import { type LinearModel } from './read-model';
import { type ExplainWines } from './tree-shap';

/**
 * Exact Shapley values of a linear model: a column of one player gives it its coefficient times what
 * the wine's value is above the references' mean (Štrumbelj and Kononenko 2014, "Explaining
 * prediction models and individual predictions with feature contributions", section 3.2; for dependent
 * measurements it is the same in the interventional game).
 *
 * @param targetFactors what is explained is the sum of the model's targets times these
 * @param references their prepared rows
 * @returns undefined where a column that counts depends on several players
 */
export function createLinearShap(
  model: LinearModel,
  game: Game,
  references: Float32Array,
  width: number,
  targetFactors: readonly number[],
): ExplainWines | undefined {
  const slopes = combine(model.coefficients, model.targets, targetFactors);
  const used = Array.from(slopes.keys()).filter((column) => slopes[column] !== 0);
  if (used.some((column) => game.playersOf[column]?.length !== 1)) return undefined;
  const terms = used.map((column) => ({
    column,
    player: game.playersOf[column]?.[0] as number,
    slope: slopes[column] as number,
    mean: meanOf(references, column, width),
  }));
  return (_measurements, prepared, rows, into) => {
    for (let row = 0; row < rows; row++) {
      for (const { column, player, slope, mean } of terms) {
        const at = row * game.players + player;
        const value = prepared[row * width + column] as number;
        into[at] = (into[at] as number) + slope * (value - mean);
      }
    }
  };
}

/** The model's answer for the prepared row that begins at `at`, in float64. */
export function scoreLinearRow(
  { coefficients, intercepts, targets }: LinearModel,
  targetFactors: readonly number[],
  prepared: Float32Array,
  at: number,
): number {
  const [intercept] = combine(intercepts, targets, targetFactors);
  return combine(coefficients, targets, targetFactors).reduce(
    (sum, slope, column) => sum + slope * (prepared[at + column] as number),
    intercept as number,
  );
}

/** One number for each row of `targets` numbers: their sum, times the factors. */
function combine(values: Float64Array, targets: number, factors: readonly number[]): Float64Array {
  return Float64Array.from({ length: values.length / targets }, (_, row) =>
    factors.reduce((sum, factor, i) => sum + factor * (values[row * targets + i] as number), 0),
  );
}

function meanOf(rows: Float32Array, column: number, width: number): number {
  let sum = 0;
  for (let at = column; at < rows.length; at += width) sum += rows[at] as number;
  return (sum * width) / rows.length;
}
