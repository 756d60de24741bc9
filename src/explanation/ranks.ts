import { firstLeft, type Cuts } from './cuts';
import { type Game } from './game';

/**
 * What wines and references do at every cut, as **ranks**: a row's rank in a column is the first of the
 * column's cuts that it goes left at, so that it goes left at a cut where the rank is not above it.
 */
export interface Ranks {
  /** At `column × references + reference`. */
  readonly references: Int32Array;
  /** At `column × room + wine`. */
  readonly wines: Int32Array;
  /**
   * Of columns of two players, with only the first of them in, and only the second: at
   * `(column × room + wine) × references + reference`.
   */
  readonly firstIn: Int32Array;
  readonly secondIn: Int32Array;
  /** Takes wines in: `rows` of them, at most `room`, row-major. */
  take(measurements: Float64Array, prepared: Float32Array, rows: number): void;
}

/**
 * Makes room for the ranks of `room` wines.
 *
 * @param references their prepared rows
 */
export function createRanks(
  cuts: Cuts,
  game: Game,
  references: Float32Array,
  width: number,
  room: number,
): Ranks {
  const count = references.length / width;
  const used = Array.from({ length: width }, (_, column) => column).filter(
    (column) => cuts.first[column] !== cuts.first[column + 1],
  );
  const mixed = used.flatMap((column) => {
    const [first, second] = game.playersOf[column] ?? [];
    return first === undefined || second === undefined ? [] : [{ column, first, second }];
  });
  const mixers = [...new Set(mixed.flatMap(({ first, second }) => [first, second]))];
  const ranks = {
    references: new Int32Array(width * count),
    wines: new Int32Array(width * room),
    firstIn: new Int32Array(width * room * count),
    secondIn: new Int32Array(width * room * count),
  };
  for (const column of used) rank(references, column, ranks.references, column * count, count);

  /** Writes the ranks of a column of prepared rows. */
  function rank(rows: Float32Array, column: number, into: Int32Array, at: number, length: number) {
    for (let i = 0; i < length; i++) {
      into[at + i] = firstLeft(cuts, column, rows[i * width + column] as number);
    }
  }

  return {
    ...ranks,
    take(measurements, prepared, rows) {
      for (const column of used) rank(prepared, column, ranks.wines, column * room, rows);
      const players = measurements.length / rows;
      for (let wine = 0; wine < rows && mixers.length > 0; wine++) {
        const own = measurements.subarray(wine * players, (wine + 1) * players);
        for (const player of mixers) {
          const hybrids = game.hybrids(own, player);
          for (const { column, first, second } of mixed) {
            const at = (column * room + wine) * count;
            if (player === first) rank(hybrids, column, ranks.firstIn, at, count);
            if (player === second) rank(hybrids, column, ranks.secondIn, at, count);
          }
        }
      }
    },
  };
}
