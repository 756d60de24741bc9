import { WIDTH } from '../wine-fields';
import { coalitionWeights } from './shapley-weights';

/** What is explained, and by what model. */
export interface CoalitionsOptions {
  /** Wines, row-major, eleven measurements each. */
  readonly measurements: Float64Array;
  readonly rows: number;
  /** The references, in the same form. */
  readonly background: Float64Array;
  /**
   * The scores of so many wines, in order. The block is used again once they are there.
   */
  readonly scoreRows: (measurements: Float64Array, rows: number) => Promise<ArrayLike<number>>;
  /** Rows that are scored at once, about; 4,096 when undefined. */
  readonly blockRows?: number;
}

/** Scores, explained. */
export interface Contributions {
  /** The mean score of the references. */
  readonly baseline: number;
  /** Row-major, eleven a wine: its score is the baseline plus these. */
  readonly contributions: Float64Array;
}

const COALITIONS = 1 << WIDTH;
const BLOCK_ROWS = 4_096;

/**
 * Exact interventional Shapley values by their definition, of any model: the mean score of each of
 * the 2,048 coalitions, those in with the wine's values, the others with the references' (Shapley
 * 1953; Lundberg and Lee 2017, "A unified approach to interpreting model predictions", section 4).
 * A wine costs 2,048 scores for each reference.
 *
 * @throws what `scoreRows` rejects with; Error when it gives another number of scores
 */
export async function explainByCoalitions(options: CoalitionsOptions): Promise<Contributions> {
  const { measurements, rows, background, scoreRows, blockRows = BLOCK_ROWS } = options;
  const contributions = new Float64Array(rows * WIDTH);
  const weights = coalitionWeights(WIDTH);
  let baseline = 0;
  for (let row = 0; row < rows; row++) {
    const wine = measurements.subarray(row * WIDTH, (row + 1) * WIDTH);
    const means = await meanScores(wine, background, scoreRows, blockRows);
    baseline = means[0] as number;
    contributions.set(shareOut(means, weights), row * WIDTH);
  }
  if (rows === 0) baseline = mean(await scored(background, scoreRows));
  return { baseline, contributions };
}

/** The mean score of each coalition; measurement i is in where its number has bit i. */
async function meanScores(
  wine: Float64Array,
  background: Float64Array,
  scoreRows: CoalitionsOptions['scoreRows'],
  blockRows: number,
): Promise<Float64Array> {
  const references = background.length / WIDTH;
  const atOnce = Math.min(Math.max(Math.floor(blockRows / references), 1), COALITIONS);
  const means = new Float64Array(COALITIONS);
  const block = new Float64Array(atOnce * background.length);
  for (let from = 0; from < COALITIONS; from += atOnce) {
    const count = Math.min(atOnce, COALITIONS - from);
    const mixed = block.subarray(0, count * background.length);
    for (let i = 0; i < mixed.length; i++) {
      const player = i % WIDTH;
      const isIn = (((from + Math.floor(i / background.length)) >> player) & 1) === 1;
      mixed[i] = (isIn ? wine[player] : background[i % background.length]) as number;
    }
    const scores = await scored(mixed, scoreRows);
    for (let i = 0; i < count; i++) {
      means[from + i] = mean(scores.subarray(i * references, (i + 1) * references));
    }
  }
  return means;
}

async function scored(
  measurements: Float64Array,
  scoreRows: CoalitionsOptions['scoreRows'],
): Promise<Float64Array> {
  const rows = measurements.length / WIDTH;
  const scores = await scoreRows(measurements, rows);
  if (scores.length !== rows) {
    throw new Error(`expected ${rows} scores, but ${scores.length} came`);
  }
  return Float64Array.from(scores);
}

/** What each player adds to the coalitions without it, weighed. */
function shareOut(means: Float64Array, weights: Float64Array): Float64Array {
  return new Float64Array(WIDTH).map((_, player) => {
    const bit = 1 << player;
    let sum = 0;
    for (let coalition = 0; coalition < COALITIONS; coalition++) {
      if ((coalition & bit) !== 0) continue;
      const gain = (means[coalition | bit] as number) - (means[coalition] as number);
      sum += (weights[members(coalition)] as number) * gain;
    }
    return sum;
  });
}

function members(coalition: number): number {
  let count = 0;
  for (let rest = coalition; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
