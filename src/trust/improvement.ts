import { GatewayError } from '../errors';
import { type ScoredWines } from '../prediction/scored-wines';
import { WineBlock } from '../prediction/wine-block';
import { WIDTH, WINE_FIELDS, type WineField } from '../wine-fields';
import { findChanges } from './improvement-search';
import { type Move } from './moves';
import { type ScoreWines } from './sensitivity';

/** A better grade that is asked for, and what may be changed for it. */
export interface ImprovementRequest {
  readonly targetQuality: number;
  /** Measurements by their places, each once. */
  readonly adjustable: readonly number[];
}

/** Changes that make a wine reach the target, and what the model says of the changed wine. */
export interface FoundImprovement {
  readonly moves: readonly Move[];
  /** The sum of the moves in training standard deviations. */
  readonly distance: number;
  /** Where the changed wine is scored. */
  readonly scored: ScoredWines;
  readonly row: number;
}

/** What can be adjusted in a cellar: what fermentation leaves behind as alcohol and density cannot. */
const ADJUSTABLE: readonly WineField[] = [
  'volatileAcidity',
  'citricAcid',
  'residualSugar',
  'chlorides',
  'freeSulfurDioxide',
  'totalSulfurDioxide',
  'sulphates',
  'pH',
];

/** The places of the measurements that may change unless some are named. */
export const ADJUSTABLE_PLACES = ADJUSTABLE.map((field) => WINE_FIELDS.indexOf(field));

/** @throws GatewayError `BAD_USER_INPUT` for a grade that the version cannot give. */
export function refuseImpossibleTarget(target: number, grades: readonly number[]): void {
  const [min, max] = [grades[0] as number, grades.at(-1) as number];
  if (target >= min && target <= max) return;
  throw new GatewayError(
    'BAD_USER_INPUT',
    `targetQuality: expected a grade from ${min} to ${max}, which this version gives, but ${target} came.`,
    { argument: 'targetQuality', min, max },
  );
}

/**
 * Looks for each wine's smallest improvement, one wine after the other, so that a long list holds no
 * more than one search in memory. A wine that is good enough has no moves; undefined where none was
 * found.
 *
 * @param scored the wines, with their answers loaded.
 */
export async function findImprovements(
  scored: ScoredWines,
  { targetQuality: target, adjustable }: ImprovementRequest,
  score: ScoreWines,
): Promise<(FoundImprovement | undefined)[]> {
  const { wines, version } = scored;
  const { features, candidates } = version;
  const options = { target, adjustable, features, candidates, score };
  const improvements: (FoundImprovement | undefined)[] = [];
  for (let row = 0; row < wines.rows; row++) {
    if (scored.quality(row) >= target) {
      improvements.push({ moves: [], distance: 0, scored, row });
      continue;
    }
    const wine = wines.measurements.slice(row * WIDTH, (row + 1) * WIDTH);
    const found = await findChanges(wine, options);
    if (!found) {
      improvements.push(undefined);
      continue;
    }
    for (const { feature, to } of found.moves) wine[feature] = to;
    const id = wines.ids[row] ?? null;
    const changed = score(new WineBlock(1, wine, id === null ? [] : [id]));
    await changed.load();
    improvements.push({ ...found, scored: changed, row: 0 });
  }
  return improvements;
}
