import { firstLeft, type Forest } from './forest';
import { type Game } from './game';
import { ReferenceSides } from './reference-sides';
import { createWalk } from './tree-walk';

/** Explains one wine: the players' contributions are added to `into` from `at` on. */
export type ExplainWine = (
  wine: Float64Array,
  prepared: Float32Array,
  into: Float64Array,
  at: number,
) => void;

/**
 * Exact interventional Shapley values of a forest: the mean over the references of the games "players
 * in have the wine's value, players out the reference's" (Lundberg et al. 2020, "From local
 * explanations to global understanding with explainable AI for trees", Nature Machine Intelligence 2,
 * Methods: interventional TreeSHAP). The walk is in tree-walk.ts; here is found out, once a wine, who
 * goes which way at each cut.
 *
 * @param references their prepared rows
 * @returns undefined where a column that is split on depends on more than two players, or on none
 */
export function createTreeShap(
  forest: Forest,
  game: Game,
  references: Float32Array,
  width: number,
): ExplainWine | undefined {
  const { cuts } = forest;
  const used = Array.from({ length: width }, (_, column) => column).filter(
    (column) => cuts.first[column] !== cuts.first[column + 1],
  );
  const playersOf = (column: number) => game.playersOf[column] ?? [];
  if (used.some((column) => ![1, 2].includes(playersOf(column).length))) return undefined;
  const pairs = used.filter((column) => playersOf(column).length === 2);
  const mixers = [...new Set(pairs.flatMap(playersOf))];

  const rows = references.length / width;
  const out = new ReferenceSides(cuts, rows);
  for (const column of used) out.set(column, references, width);
  const sides = {
    wineLeft: new Uint8Array(cuts.threshold.length),
    out,
    firstIn: new ReferenceSides(cuts, rows),
    secondIn: new ReferenceSides(cuts, rows),
  };
  const walk = createWalk(forest, game, width, rows, sides);

  return (wine, prepared, into, at) => {
    for (const column of used) {
      const [from, to] = [cuts.first[column] as number, cuts.first[column + 1] as number];
      const left = firstLeft(cuts, column, prepared[column] as number);
      sides.wineLeft.fill(0, from, left).fill(1, left, to);
    }
    for (const player of mixers) {
      const hybrids = game.hybrids(wine, player);
      for (const column of pairs) {
        const [first, second] = playersOf(column);
        if (player === first) sides.firstIn.set(column, hybrids, width);
        if (player === second) sides.secondIn.set(column, hybrids, width);
      }
    }
    const phi = walk();
    for (let i = 0; i < game.players; i++) {
      into[at + i] = (into[at + i] as number) + (phi[i] as number) / rows;
    }
  };
}
