import {
  attemptOf,
  byDistance,
  isConsistent,
  judge,
  movesFrom,
  type Attempt,
  type SearchOptions,
} from './attempts';
import { type Move } from './moves';

/** The most attempts that are shortened by finer steps. */
export const SHORTLIST = 6;
/** Finer steps of each measurement in one round of shortening, and rounds at most. */
const FINE_VALUES = 48;
const ROUNDS = 8;

/**
 * Makes each attempt's moves smaller, or leaves them out, as long as one of them still reaches the
 * target; the nearest that was found, its moves in the measurements' order.
 */
export async function shorten(
  wine: Float64Array,
  found: readonly Attempt[],
  options: SearchOptions,
): Promise<Attempt> {
  let shortlist = found;
  const byFeature = new Map<number, readonly Move[]>();
  const movesOfAll = (feature: number): readonly Move[] => {
    const moves = byFeature.get(feature) ?? movesFrom(wine, feature, options, Infinity);
    byFeature.set(feature, moves);
    return moves;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const shorter = shortlist.flatMap(({ moves }) =>
      moves.flatMap((move, i) => {
        const others = moves.filter((_, other) => other !== i);
        const finer = movesOfAll(move.feature).filter(
          ({ to, distance }) =>
            distance < move.distance && isOnTheWay(wine[move.feature] as number, to, move.to),
        );
        const less = evenlyPicked(finer, FINE_VALUES).map((other) => attemptOf([...others, other]));
        return others.length > 0 ? [attemptOf(others), ...less] : less;
      }),
    );
    const consistent = shorter.filter((attempt) => isConsistent(wine, attempt));
    const judged = await judge(wine, consistent, options);
    const reached = judged.filter(({ reaches }) => reaches).sort(byDistance);
    if (reached.length === 0) break;
    shortlist = [...reached.slice(0, SHORTLIST), ...shortlist].sort(byDistance).slice(0, SHORTLIST);
  }
  const [nearest] = [...shortlist].sort(byDistance);
  const { moves, distance } = nearest as Attempt;
  return { moves: [...moves].sort((a, b) => a.feature - b.feature), distance };
}

function isOnTheWay(from: number, between: number, to: number): boolean {
  return from < to ? between > from && between < to : between < from && between > to;
}

function evenlyPicked<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from(
    { length: count },
    (_, i) => items[Math.floor((i * items.length) / count)] as T,
  );
}
