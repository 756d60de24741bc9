import { type Preparation } from '../preprocessing/preprocessing';
import { WIDTH } from '../wine-fields';
import { candidateValues } from './candidate-values';
import { layOutForest, scoreRow } from './forest';
import { columnsGame, measurementsGame, type Game } from './game';
import { createLinearShap, scoreLinearRow } from './linear-shap';
import { readOnnxModel } from './read-model';
import { createTreeShap, type ExplainWines } from './tree-shap';

/** How a version's tensor is read: as `output.json` says it. */
export interface ExplainedOutput {
  readonly kind: 'distribution' | 'score';
  readonly grades: readonly number[];
}

/** What an explainer is made of. */
export interface ExplainerOptions {
  /** The bytes of the model that is served. */
  readonly model: Uint8Array;
  readonly preparation: Preparation;
  /** The references: one or more wines, row-major, eleven measurements each. */
  readonly background: Float64Array;
  readonly output: ExplainedOutput;
  /** Who shares the score; the measurements when undefined. */
  readonly players?: 'measurements' | 'columns';
}

/** Explains scores (expected grades) exactly, against a background of reference wines. */
export interface Explainer {
  readonly kind: 'trees' | 'linear';
  /** Contributions a wine: 11, or the prepared columns. */
  readonly players: number;
  /** The mean score of the references, in grades. */
  readonly baseline: number;
  /**
   * The contributions to the scores of `rows` wines (row-major, eleven measurements each): row-major,
   * `players` a wine, in grades. A wine's score is the baseline plus its contributions.
   */
  explain(measurements: Float64Array, rows: number): Float64Array;
  /**
   * For each measurement at most `count` of the values, ascending, at which the model's answer can
   * change by it alone (see candidate-values.ts); undefined where there are no trees.
   */
  candidateValues(count: number): readonly Float64Array[] | undefined;
}

/**
 * Makes the explainer for a model.
 *
 * @returns undefined where only coalitions explain the model (see coalitions.ts): it is no forest and
 *   no line that is known, or a column that counts depends on more measurements than the method takes
 * @throws Error when the bytes are no model, or the background no wines
 */
export function createExplainer(options: ExplainerOptions): Explainer | undefined {
  const { preparation, background, output } = options;
  const references = background.length / WIDTH;
  if (references < 1 || !Number.isInteger(references)) {
    throw new Error(
      `expected a background of one or more rows of ${WIDTH}, but it has ${background.length} values`,
    );
  }
  const game: Game =
    options.players === 'columns'
      ? columnsGame(preparation)
      : measurementsGame(preparation, background);
  const prepared = preparation.prepare(background, references);
  const method = chooseMethod(options, game, prepared);
  if (!method) return undefined;

  let sum = 0;
  for (let row = 0; row < references; row++) sum += method.score(prepared, row * preparation.width);
  return {
    kind: method.kind,
    players: game.players,
    baseline: sum / references,
    explain: (measurements, rows) =>
      explainRows(method.explain, game, preparation, measurements, rows),
    candidateValues: (count) => method.candidateValues(count),
  };

  function chooseMethod({ model }: ExplainerOptions, players: Game, rows: Float32Array) {
    const { width } = preparation;
    // The expected grade is the sum of the probabilities times their grades.
    const factors = output.kind === 'distribution' ? output.grades : [1];
    const read = readOnnxModel(model, width);
    if (read?.targets !== factors.length) return undefined;
    if (read.kind === 'linear') {
      const explain = createLinearShap(read, players, rows, width, factors);
      return (
        explain && {
          kind: read.kind,
          explain,
          score: (row: Float32Array, at: number) => scoreLinearRow(read, factors, row, at),
          candidateValues: () => undefined,
        }
      );
    }
    const forest = layOutForest(read, width, factors);
    const explain = createTreeShap(forest, players, rows, width);
    return (
      explain && {
        kind: read.kind,
        explain,
        score: (row: Float32Array, at: number) => scoreRow(forest, row, at),
        candidateValues: (count: number) => candidateValues(forest.cuts, preparation, count),
      }
    );
  }
}

function explainRows(
  explain: ExplainWines,
  { players }: Game,
  preparation: Preparation,
  measurements: Float64Array,
  rows: number,
): Float64Array {
  // The seam: a block that is not as many wines as it says would be explained shifted.
  if (measurements.length !== rows * WIDTH) {
    throw new Error(
      `expected ${rows} rows of ${WIDTH}, but the block has ${measurements.length} values`,
    );
  }
  const contributions = new Float64Array(rows * players);
  explain(measurements, preparation.prepare(measurements, rows), rows, contributions);
  return contributions;
}
