import {
  attemptOf,
  byDistance,
  isConsistent,
  judge,
  movesFrom,
  type Attempt,
  type Judged,
  type SearchOptions,
} from './attempts';
import { type Move } from './moves';
import { SHORTLIST, shorten } from './shorten-moves';

/** Values of each measurement from which pairs are made: all of these pairs are looked at. */
export const COARSE_VALUES = 20;
/** Wines scored at a time; the nearest first, so that the rest is seldom looked at. */
const BATCH = 4096;
/** Attempts that are extended by another measurement where no two reach the target. */
const BEAM = 24;
const MOST_MOVES = 5;

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
): Promise<Attempt | undefined> {
  const moves = options.adjustable.map((i) => movesFrom(wine, i, options, COARSE_VALUES));
  const seen: Judged[] = [];
  for (const batch of batches(onesAndTwos(wine, moves))) {
    const judged = await judge(wine, batch, options);
    const reached = judged.filter(({ reaches }) => reaches);
    if (reached.length > 0) return shorten(wine, reached.slice(0, SHORTLIST), options);
    seen.push(...best(judged));
  }
  let beam = best(seen);
  for (let size = 3; size <= MOST_MOVES && beam.length > 0; size++) {
    const judged = await judge(wine, extended(wine, beam, moves), options);
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

function best(judged: readonly Judged[]): Judged[] {
  return [...judged].sort((a, b) => b.merit - a.merit || byDistance(a, b)).slice(0, BEAM);
}

function* batches(attempts: readonly Attempt[]): Generator<readonly Attempt[]> {
  for (let start = 0; start < attempts.length; start += BATCH) {
    yield attempts.slice(start, start + BATCH);
  }
}
