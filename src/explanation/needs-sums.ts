import { conjunctionShares } from './shapley-weights';

/** By how many bits a player that is needed out stands above one that is needed in. */
export const OUT = 16;

/** What leaves gave, by wine and by the set of players that they were reached with. */
export interface NeedsSums {
  /** Makes all sums 0. */
  clear(): void;
  /**
   * Adds a leaf's value for the pairs of a list: `ids` shifted right by `wineShift` are wines, `needs`
   * the players needed in and, shifted by `OUT`, those needed out.
   */
  add(value: number, ids: Int32Array, needs: Int32Array, from: number, to: number): void;
  /** Adds what each player of a wine has got, divided by `divisor`. */
  share(wine: number, divisor: number, into: Float64Array, at: number): void;
}

/**
 * Makes sums for so many wines. A leaf that is reached exactly when certain players are in and certain
 * others out gives all of the former one share of its value and all of the latter another
 * (`conjunctionShares`); so what players get is summed by their set, and dealt out once a wine.
 */
export function createNeedsSums(players: number, wines: number, wineShift: number): NeedsSums {
  const { stride, shareIn, shareOut } = conjunctionShares(players);
  const sets = 1 << players;
  const sums = new Float64Array(wines * sets);
  const size = new Uint8Array(sets);
  for (let set = 1; set < sets; set++) size[set] = (size[set >> 1] as number) + (set & 1);
  const sizeOut = Uint16Array.from(size, (count) => count * stride);
  const out = OUT;
  const within = (1 << out) - 1;
  return {
    clear: () => void sums.fill(0),
    add(value, ids, needs, from, to) {
      for (let i = from; i < to; i++) {
        const need = needs[i] as number;
        const base = ((ids[i] as number) >>> wineShift) * sets;
        const setIn = need & within;
        const setOut = need >>> out;
        const share = (size[setIn] as number) + (sizeOut[setOut] as number);
        sums[base + setIn] = (sums[base + setIn] as number) + value * (shareIn[share] as number);
        sums[base + setOut] = (sums[base + setOut] as number) + value * (shareOut[share] as number);
      }
    },
    share(wine, divisor, into, at) {
      for (let set = 1; set < sets; set++) {
        const sum = sums[wine * sets + set] as number;
        if (sum === 0) continue;
        for (let rest = set; rest !== 0; rest &= rest - 1) {
          const player = at + 31 - Math.clz32(rest & -rest);
          into[player] = (into[player] as number) + sum / divisor;
        }
      }
    },
  };
}
