import { type Forest } from './forest';
import { type Game } from './game';
import { OUT, type NeedsSums } from './needs-sums';
import { type Ranks } from './ranks';
import { twoPlayerWays } from './two-player-ways';

/** Lists begin with room for so many times the pairs; it doubles when it is used up. */
const ROOM = 16;

/** A walk down all trees: `rows` wines, each against every reference. */
export type PairWalk = (rows: number) => void;

/**
 * Makes the walk, which carries lists of **pairs**, each a wine and a reference, with what the way so
 * far **needs**: certain players in (with the wine's value), certain others out (with the reference's).
 * At a split a list becomes two. Where wine and reference part and the player is free, a pair is in both: the
 * wine's way needs the player in, the other way out. So only nodes where they part cost anything more
 * (Lundberg et al. 2020, "From local explanations to global understanding with explainable AI for
 * trees", Nature Machine Intelligence 2, Methods: interventional TreeSHAP), and a node is looked up
 * once for all pairs. At a leaf the list goes to the sums.
 *
 * Everything in the loops is arithmetic on bits: which way a pair goes is not to be foreseen, so that a
 * processor would guess a branch wrong half of the time. (Destructured constants in them cost a quarter.)
 *
 * @param room the most wines of a walk
 * @param wineShift a pair is `(wine << wineShift) | reference`
 */
export function createPairWalk(
  { roots, cut: cutOf, right, value, cuts }: Forest,
  game: Game,
  ranks: Ranks,
  sums: NeedsSums,
  { room, references, wineShift }: { room: number; references: number; wineShift: number },
): PairWalk {
  const playersAt = (i: number) =>
    cutOf.map((cut) => game.playersOf[cuts.column[cut] ?? -1]?.[i] ?? -1);
  const firstPlayer = playersAt(0);
  const secondPlayer = playersAt(1);
  const columnOf = cutOf.map((cut) => cuts.column[cut] ?? -1);
  const { open: openOf, ways } = twoPlayerWays(OUT);
  const [one, two] = ways;
  const out = OUT;
  const referenceBits = (1 << wineShift) - 1;
  // The lists, as a stack: a split puts new ones on top of its own.
  let ids = new Int32Array(ROOM * room * references);
  let needs = new Int32Array(ids.length);

  function reserve(length: number): void {
    while (length > ids.length) {
      const [pairs, ways] = [ids, needs];
      ids = new Int32Array(2 * pairs.length);
      needs = new Int32Array(2 * pairs.length);
      ids.set(pairs);
      needs.set(ways);
    }
  }

  /** Where the list of those that go right ends that `splitOnOne` has made. */
  let rightEnd = 0;

  /** Goes down from a node with the list from `from` to before `to`, which is then used up. */
  function visit(node: number, from: number, to: number): void {
    while (from < to) {
      const cut = cutOf[node] as number;
      if (cut < 0) {
        sums.add(value[node] as number, ids, needs, from, to);
        return;
      }
      if ((secondPlayer[node] as number) >= 0) {
        splitOnTwo(node, from, to);
        return;
      }
      reserve(2 * to - from);
      const left = splitOnOne(node, from, to);
      visit(right[node] as number, to, rightEnd);
      node += 1;
      to = left;
    }
  }

  /** Leaves those that go left where they are, puts those that go right on top; the left ones' end. */
  function splitOnOne(node: number, from: number, to: number): number {
    const pairs = ids;
    const ways = needs;
    const { wines, references: others } = ranks;
    const above = (cutOf[node] as number) + 1;
    const player = firstPlayer[node] as number;
    const column = columnOf[node] as number;
    const winesAt = column * room;
    const othersAt = column * references;
    const toOut = player + out;
    let left = from;
    let top = to;
    for (let i = from; i < to; i++) {
      const id = pairs[i] as number;
      const need = ways[i] as number;
      // The sign of a difference is 1 where a rank is not above the cut: there it goes left.
      const wineLeft = ((wines[winesAt + (id >>> wineShift)] as number) - above) >>> 31;
      const otherLeft = ((others[othersAt + (id & referenceBits)] as number) - above) >>> 31;
      const own = need >>> player;
      const canBeIn = ((own >>> out) & 1) ^ 1;
      const canBeOut = (own & 1) ^ 1;
      const isApart = (wineLeft ^ otherLeft) & canBeIn & canBeOut;
      const goesLeft = (wineLeft & canBeIn) | (otherLeft & canBeOut);
      const shift = -wineLeft & out;
      pairs[top] = id;
      ways[top] = need | (isApart << (player + shift));
      top += 1 + isApart - goesLeft;
      pairs[left] = id;
      ways[left] = need | (isApart << (toOut - shift));
      left += goesLeft;
    }
    rightEnd = top;
    return left;
  }

  /** Puts a list for either child on top, as a pair may have two ways to a child. */
  function splitOnTwo(node: number, from: number, to: number): void {
    const size = 2 * (to - from);
    reserve(to + 2 * size);
    const pairs = ids;
    const all = needs;
    const { wines, references: others, firstIn, secondIn } = ranks;
    const above = (cutOf[node] as number) + 1;
    const a = firstPlayer[node] as number;
    const b = secondPlayer[node] as number;
    const column = columnOf[node] as number;
    const winesAt = column * room;
    const othersAt = column * references;
    const rightFrom = to + size;
    let left = to;
    let top = rightFrom;
    for (let i = from; i < to; i++) {
      const id = pairs[i] as number;
      const need = all[i] as number;
      const wine = id >>> wineShift;
      const other = id & referenceBits;
      const mixed = (winesAt + wine) * references + other;
      const goLeft =
        (((others[othersAt + other] as number) - above) >>> 31) |
        ((((firstIn[mixed] as number) - above) >>> 31) << 1) |
        ((((secondIn[mixed] as number) - above) >>> 31) << 2) |
        ((((wines[winesAt + wine] as number) - above) >>> 31) << 3);
      const ofA = need >>> a;
      const ofB = need >>> b;
      const open = openOf[
        (ofA & 1) | ((ofA >>> (out - 1)) & 2) | ((ofB & 1) << 2) | ((ofB >>> (out - 3)) & 8)
      ] as number;
      const toLeft = (open << 4) | (open & goLeft);
      const toRight = (open << 4) | (open & ~goLeft);
      pairs[left] = id;
      all[left] = need | ((one.a[toLeft] as number) << a) | ((one.b[toLeft] as number) << b);
      left += one.exists[toLeft] as number;
      pairs[top] = id;
      all[top] = need | ((one.a[toRight] as number) << a) | ((one.b[toRight] as number) << b);
      top += one.exists[toRight] as number;
      if (((two.exists[toLeft] as number) | (two.exists[toRight] as number)) === 0) continue;
      pairs[left] = id;
      all[left] = need | ((two.a[toLeft] as number) << a) | ((two.b[toLeft] as number) << b);
      left += two.exists[toLeft] as number;
      pairs[top] = id;
      all[top] = need | ((two.a[toRight] as number) << a) | ((two.b[toRight] as number) << b);
      top += two.exists[toRight] as number;
    }
    visit(right[node] as number, rightFrom, top);
    visit(node + 1, to, left);
  }

  return (rows) => {
    const pairs = rows * references;
    for (const root of roots) {
      for (let i = 0; i < pairs; i++) {
        ids[i] = (Math.floor(i / references) << wineShift) | (i % references);
      }
      needs.fill(0, 0, pairs);
      visit(root, 0, pairs);
    }
  };
}
