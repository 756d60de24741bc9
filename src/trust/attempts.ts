import { type ScoredWines } from '../prediction/scored-wines';
import { WineBlock } from '../prediction/wine-block';
import { type Feature } from '../repository/parameters';
import { WIDTH, WINE_FIELDS } from '../wine-fields';
import { type CandidateValues } from '../serving/served-version';
import { movesOf, type Move } from './moves';
import { type ScoreWines } from './sensitivity';

/** What is searched, and with what. */
export interface SearchOptions {
  readonly target: number;
  /** The measurements that may change, by their places. */
  readonly adjustable: readonly number[];
  readonly features: readonly Feature[];
  readonly candidates: CandidateValues;
  readonly score: ScoreWines;
}

/** Moves of different measurements, made together. */
export interface Attempt {
  readonly moves: readonly Move[];
  /** The sum of the moves' distances. */
  readonly distance: number;
}

/** An attempt of which the model was asked. */
export interface Judged extends Attempt {
  /** Whether it lifts the wine to the target. */
  readonly reaches: boolean;
  /** How near it comes, where it does not. */
  readonly merit: number;
}

const FREE = WINE_FIELDS.indexOf('freeSulfurDioxide');
const TOTAL = WINE_FIELDS.indexOf('totalSulfurDioxide');

/** An attempt of these moves. */
export function attemptOf(moves: readonly Move[]): Attempt {
  return { moves, distance: moves.reduce((sum, { distance }) => sum + distance, 0) };
}

/** Whether no more sulfur dioxide is free than there is. */
export function isConsistent(wine: Float64Array, { moves }: Attempt): boolean {
  let [free, total] = [wine[FREE] as number, wine[TOTAL] as number];
  for (const { feature, to } of moves) {
    if (feature === FREE) free = to;
    if (feature === TOTAL) total = to;
  }
  return free <= total;
}

/** Orders attempts: the nearest first, of two as near the one that changes less. */
export function byDistance(a: Attempt, b: Attempt): number {
  return a.distance - b.distance || a.moves.length - b.moves.length;
}

/** At most `count` moves of one measurement that can matter, the nearest first. */
export function movesFrom(
  wine: Float64Array,
  feature: number,
  { features, candidates }: SearchOptions,
  count: number,
): Move[] {
  return movesOf(
    feature,
    wine[feature] as number,
    features[feature] as Feature,
    candidates[feature],
    count,
  );
}

/** Asks the model of all attempts at once. */
export async function judge(
  wine: Float64Array,
  attempts: readonly Attempt[],
  { target, score }: SearchOptions,
): Promise<Judged[]> {
  if (attempts.length === 0) return [];
  const measurements = new Float64Array(attempts.length * WIDTH);
  attempts.forEach(({ moves }, row) => {
    measurements.set(wine, row * WIDTH);
    for (const { feature, to } of moves) measurements[row * WIDTH + feature] = to;
  });
  const scored = score(new WineBlock(attempts.length, measurements));
  await scored.load();
  return attempts.map((attempt, row) => ({
    ...attempt,
    reaches: scored.quality(row) >= target,
    merit: meritOf(scored, row, target),
  }));
}

function meritOf(scored: ScoredWines, row: number, target: number): number {
  return scored.probabilityAtLeast(row, target) ?? scored.score(row);
}
