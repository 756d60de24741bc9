import { type Forest } from './forest';
import { type Game } from './game';
import { createNeedsSums, OUT } from './needs-sums';
import { createPairWalk } from './pair-walk';
import { createRanks } from './ranks';

/**
 * Explains wines: the players' contributions are added to `into`, row-major.
 *
 * @param measurements eleven a wine
 * @param prepared their prepared rows
 */
export type ExplainWines = (
  measurements: Float64Array,
  prepared: Float32Array,
  rows: number,
  into: Float64Array,
) => void;

/** Wines that are walked through the trees together: more are no faster. */
export const WINES_TOGETHER = 8;

/**
 * Exact interventional Shapley values of a forest: the mean over the references of the games "players
 * in have the wine's value, players out the reference's". The walk is in pair-walk.ts.
 *
 * @param references their prepared rows
 * @returns undefined where a column that is split on depends on more than two players, or on none, or
 *   where there are more players than the walk tells apart
 */
export function createTreeShap(
  forest: Forest,
  game: Game,
  references: Float32Array,
  width: number,
): ExplainWines | undefined {
  const { cuts } = forest;
  const isOdd = Array.from({ length: width }, (_, column) => column)
    .filter((column) => cuts.first[column] !== cuts.first[column + 1])
    .some((column) => ![1, 2].includes(game.playersOf[column]?.length ?? 0));
  if (isOdd || game.players > OUT) return undefined;

  const count = references.length / width;
  const wineShift = 32 - Math.clz32(count);
  const ranks = createRanks(cuts, game, references, width, WINES_TOGETHER);
  const sums = createNeedsSums(game.players, WINES_TOGETHER, wineShift);
  const sizes = { room: WINES_TOGETHER, references: count, wineShift };
  const walk = createPairWalk(forest, game, ranks, sums, sizes);

  return (measurements, prepared, rows, into) => {
    const inputs = measurements.length / rows;
    for (let start = 0; start < rows; start += WINES_TOGETHER) {
      const end = Math.min(rows, start + WINES_TOGETHER);
      ranks.take(
        measurements.subarray(start * inputs, end * inputs),
        prepared.subarray(start * width, end * width),
        end - start,
      );
      sums.clear();
      walk(end - start);
      for (let wine = start; wine < end; wine++) {
        sums.share(wine - start, count, into, wine * game.players);
      }
    }
  };
}
