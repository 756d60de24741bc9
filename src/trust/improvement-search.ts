import { type ScoredWines } from '../prediction/scored-wines';
import { WineBlock } from '../prediction/wine-block';
import { type Feature } from '../repository/parameters';
import { type CandidateValues } from '../serving/served-version';
import { WIDTH, WINE_FIELDS } from '../wine-fields';
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

/** Changes that lift a wine's grade to the target. */
export interface FoundChanges {
  readonly moves: readonly Move[];
  /** The sum of the moves' distances. */
  readonly distance: number;
}

/** Values of each measurement from which pairs are made: all of these pairs are looked at. */
export const COARSE_VALUES = 20;
/** Wines scored at a time; the nearest first, so that the rest is seldom looked at. */
const BATCH = 4096;
/** Attempts that are extended by another measurement where no two reach the target. */
const BEAM = 24;
const MOST_MOVES = 5;
/** Attempts that are shortened by finer steps. */
const SHORTLIST = 6;
/** Finer steps of each measurement in one round of shortening, and rounds at most. */
const FINE_VALUES = 48;
const ROUNDS = 8;

const FREE = WINE_FIELDS.indexOf('freeSulfurDioxide');
const TOTAL = WINE_FIELDS.indexOf('totalSulfurDioxide');

interface Attempt {
  readonly moves: readonly Move[];
  readonly distance: number;
}

interface Judged extends Attempt {
  readonly reaches: boolean;
  /** How near it comes, where it does not. */
  readonly merit: number;
}

/**
 * Looks for the smallest change that lifts a wine's grade to the target: every one and every two
 * measurements over `COARSE_VALUES` values each, the nearest first; where none reaches it, the best of
 * them extended by further measurements (a beam search); and what is found, shortened over all values
 * at which the model's answer changes. So it is never worse than the best of all pairs of those
 * values, but it need not be the smallest change that there is.
 *
 * @param wine eleven measurements.
 * @returns undefined when none was found.
 */
export async function findChanges(
  wine: Float64Array,
  options: SearchOptions,
): Promise<FoundChanges | undefined> {
  const judge = (attempts: readonly Attempt[]): Promise<Judged[]> =>
    judgeAll(wine, attempts, options);
  const moves = options.adjustable.map((i) => movesFrom(wine, i, options, COARSE_VALUES));
  const seen: Judged[] = [];
  for (const batch of batches(onesAndTwos(wine, moves))) {
    const judged = await judge(batch);
    const reached = judged.filter(({ reaches }) => reaches);
    if (reached.length > 0) return shorten(wine, reached.slice(0, SHORTLIST), options);
    seen.push(...best(judged));
  }
  let beam = best(seen);
  for (let size = 3; size <= MOST_MOVES && beam.length > 0; size++) {
    const judged = await judge(extended(wine, beam, moves));
    const reached = judged.filter(({ reaches }) => reaches);
    if (reached.length > 0) {
      const nearest = reached.sort(byDistance).slice(0, SHORTLIST);
      return shorten(wine, nearest, options);
    }
    beam = best(judged);
  }
  return undefined;
}

/** Every single move and every pair of moves of different measurements, the nearest first. */
function onesAndTwos(wine: Float64Array, moves: readonly (readonly Move[])[]): Attempt[] {
  const ones = moves.flat().map((move) => attemptOf([move]));
  const twos = moves.flatMap((first, i) =>
    moves
      .slice(i + 1)
      .flatMap((second) => first.flatMap((a) => second.map((b) => attemptOf([a, b])))),
  );
  return [...ones, ...twos].filter((attempt) => isConsistent(wine, attempt)).sort(byDistance);
}

function extended(
  wine: Float64Array,
  beam: readonly Attempt[],
  moves: readonly (readonly Move[])[],
): Attempt[] {
  return beam.flatMap(({ moves: made }) =>
    moves
      .flat()
      .filter(({ feature }) => made.every((move) => move.feature !== feature))
      .map((move) => attemptOf([...made, move]))
      .filter((attempt) => isConsistent(wine, attempt)),
  );
}

/** Makes each attempt's moves smaller, or leaves them out, as long as one of them still reaches the target. */
async function shorten(
  wine: Float64Array,
  found: readonly Attempt[],
  options: SearchOptions,
): Promise<FoundChanges> {
  let shortlist = found;
  for (let round = 0; round < ROUNDS; round++) {
    const shorter = shortlist.flatMap(({ moves }) =>
      moves.flatMap((move, i) => {
        const others = moves.filter((_, other) => other !== i);
        const finer = movesFrom(wine, move.feature, options, Infinity).filter(
          ({ to, distance }) =>
            distance < move.distance && isOnTheWay(wine[move.feature] as number, to, move.to),
        );
        const less = evenlyPicked(finer, FINE_VALUES).map((other) => attemptOf([...others, other]));
        return others.length > 0 ? [attemptOf(others), ...less] : less;
      }),
    );
    const consistent = shorter.filter((attempt) => isConsistent(wine, attempt));
    const judged = await judgeAll(wine, consistent, options);
    const reached = judged.filter(({ reaches }) => reaches).sort(byDistance);
    if (reached.length === 0) break;
    shortlist = [...reached.slice(0, SHORTLIST), ...shortlist].sort(byDistance).slice(0, SHORTLIST);
  }
  const [nearest] = [...shortlist].sort(byDistance);
  const { moves, distance } = nearest as Attempt;
  return { moves: [...moves].sort((a, b) => a.feature - b.feature), distance };
}

async function judgeAll(
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

function movesFrom(
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

function attemptOf(moves: readonly Move[]): Attempt {
  return { moves, distance: moves.reduce((sum, { distance }) => sum + distance, 0) };
}

/** Whether no more sulfur dioxide is free than there is. */
function isConsistent(wine: Float64Array, { moves }: Attempt): boolean {
  let [free, total] = [wine[FREE] as number, wine[TOTAL] as number];
  for (const { feature, to } of moves) {
    if (feature === FREE) free = to;
    if (feature === TOTAL) total = to;
  }
  return free <= total;
}

function isOnTheWay(from: number, between: number, to: number): boolean {
  return from < to ? between > from && between < to : between < from && between > to;
}

// Of two as near, the one that changes less.
function byDistance(a: Attempt, b: Attempt): number {
  return a.distance - b.distance || a.moves.length - b.moves.length;
}

function best(judged: readonly Judged[]): Judged[] {
  return [...judged].sort((a, b) => b.merit - a.merit || byDistance(a, b)).slice(0, BEAM);
}

function* batches(attempts: readonly Attempt[]): Generator<readonly Attempt[]> {
  for (let start = 0; start < attempts.length; start += BATCH) {
    yield attempts.slice(start, start + BATCH);
  }
}

function evenlyPicked<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from(
    { length: count },
    (_, i) => items[Math.floor((i * items.length) / count)] as T,
  );
}
