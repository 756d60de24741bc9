import { type Preparation } from '../preprocessing/preprocessing';
import { WIDTH } from '../wine-fields';

/**
 * Who shares a score, and what the model sees when some of them are in: a player that is **in** has
 * the explained wine's value, one that is **out** has the reference's.
 */
export interface Game {
  /** Their number. */
  readonly players: number;
  /** For each prepared column the players that it depends on, ascending. */
  readonly playersOf: readonly (readonly number[])[];
  /**
   * The references' prepared rows with one player of each replaced by the wine's: as `Preparation`
   * computes them, so that a column of two players has the bits that the model would see.
   *
   * @param wine one wine's eleven measurements
   */
  hybrids(wine: Float64Array, player: number): Float32Array;
}

/** The game in which the eleven measurements are the players. */
export function measurementsGame(preparation: Preparation, background: Float64Array): Game {
  const rows = background.length / WIDTH;
  return {
    players: WIDTH,
    playersOf: preparation.sources,
    hybrids(wine, player) {
      const mixed = background.slice();
      for (let at = player; at < mixed.length; at += WIDTH) mixed[at] = wine[player] as number;
      return preparation.prepare(mixed, rows);
    },
  };
}

/**
 * The game in which every prepared column is a player of its own, as if a ratio could change while
 * what it is made of does not. It is what `shap.TreeExplainer` computes from the model alone.
 */
export function columnsGame(preparation: Preparation): Game {
  return {
    players: preparation.width,
    playersOf: preparation.sources.map((_, column) => [column]),
    hybrids() {
      throw new Error('no column depends on two players');
    },
  };
}
