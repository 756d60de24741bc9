import { type Forest } from './forest';
import { type Game } from './game';
import { GROUP, groupBits, type ReferenceSides } from './reference-sides';
import { conjunctionShares } from './shapley-weights';

/**
 * Who goes left at each cut: the wine (1), and the references with no player in, or with the first or
 * the second of the cut's two players in.
 */
export interface Sides {
  readonly wineLeft: Uint8Array;
  readonly out: ReferenceSides;
  readonly firstIn: ReferenceSides;
  readonly secondIn: ReferenceSides;
}

/**
 * Makes the walk down all trees, which sums the players' contributions over the references, for the
 * sides as they are when it is called; its answer is overwritten by the next.
 *
 * A wine and a reference reach a leaf together when certain players are **in** and certain others
 * **out**; the leaf's value is shared among them in closed form (`conjunctionShares`). On the way
 * down, with 32 references at once in the bits of an int32, each player has the references that
 * **need** it in, or out.
 *
 * Beyond the paper, a column may depend on two players. Where a reference reaches a child with some
 * memberships of the two only, these are cut into at most two disjoint conjunctions ("a in", "a out
 * and b in", ...), each of which is a way down of its own; so the sum stays exact.
 */
export function createWalk(
  { roots, cut: cutOf, right, value, cuts }: Forest,
  game: Game,
  width: number,
  references: number,
  sides: Sides,
): () => Float64Array {
  const { stride, shareIn, shareOut } = conjunctionShares(game.players);
  const firstPlayer = Int32Array.from({ length: width }, (_, c) => game.playersOf[c]?.[0] ?? -1);
  const secondPlayer = Int32Array.from({ length: width }, (_, c) => game.playersOf[c]?.[1] ?? -1);
  const playerAt = cuts.column.map((column) => firstPlayer[column] as number);
  const otherAt = cuts.column.map((column) => secondPlayer[column] as number);
  const { wineLeft } = sides;

  const phi = new Float64Array(game.players);
  /** For each player the references that need it in on this way down, and those that need it out. */
  const needIn = new Int32Array(game.players);
  const needOut = new Int32Array(game.players);
  /** For each reference: players needed in, plus stride times players needed out. */
  const needs = new Int32Array(GROUP);
  /** For each reference: what the leaves so far gave to each player in, and to each out. */
  const gainsIn = new Float64Array(GROUP);
  const gainsOut = new Float64Array(GROUP);
  let outLeft = sides.out.groups[0] as Int32Array;
  let firstLeftIn = outLeft;
  let secondLeftIn = outLeft;

  // A player's contribution is what the gains of the references that need it grew below the place
  // where they came to: subtracted on the way down, added on the way up. So a leaf costs the same
  // however many players are met above it.
  function begin(player: number, fresh: number, need: Int32Array, gains: Float64Array, n: number) {
    if (fresh === 0) return;
    need[player] = (need[player] as number) | fresh;
    let sum = 0;
    for (let rest = fresh; rest !== 0; rest &= rest - 1) {
      const r = 31 - Math.clz32(rest & -rest);
      needs[r] = (needs[r] as number) + n;
      sum += gains[r] as number;
    }
    phi[player] = (phi[player] as number) - sum;
  }
  function end(player: number, fresh: number, need: Int32Array, gains: Float64Array, n: number) {
    if (fresh === 0) return;
    need[player] = (need[player] as number) & ~fresh;
    let sum = 0;
    for (let rest = fresh; rest !== 0; rest &= rest - 1) {
      const r = 31 - Math.clz32(rest & -rest);
      needs[r] = (needs[r] as number) - n;
      sum += gains[r] as number;
    }
    phi[player] = (phi[player] as number) + sum;
  }

  function visit(node: number, active: number): void {
    for (;;) {
      const cut = cutOf[node] as number;
      if (cut < 0) {
        const leaf = value[node] as number;
        for (let rest = active; rest !== 0; rest &= rest - 1) {
          const r = 31 - Math.clz32(rest & -rest);
          const n = needs[r] as number;
          gainsIn[r] = (gainsIn[r] as number) + leaf * (shareIn[n] as number);
          gainsOut[r] = (gainsOut[r] as number) + leaf * (shareOut[n] as number);
        }
        return;
      }
      if ((otherAt[cut] as number) >= 0) {
        splitOnTwo(node, cut, active);
        return;
      }
      const player = playerAt[cut] as number;
      const isLeft = wineLeft[cut] === 1;
      const winesWay = isLeft ? node + 1 : (right[node] as number);
      const left = outLeft[cut] as number;
      const apart = active & (isLeft ? ~left : left);
      // The other way: only references of that side, and only with the player out.
      const leaving = apart & ~(needIn[player] as number);
      if (leaving !== 0) {
        const fresh = leaving & ~(needOut[player] as number);
        begin(player, fresh, needOut, gainsOut, stride);
        visit(isLeft ? (right[node] as number) : node + 1, leaving);
        end(player, fresh, needOut, gainsOut, stride);
      }
      // The wine's way: references of its side anyhow, others only with the player in.
      const staying = active & ~(apart & (needOut[player] as number));
      if (staying === 0) return;
      const fresh = apart & staying & ~(needIn[player] as number);
      if (fresh !== 0) {
        begin(player, fresh, needIn, gainsIn, 1);
        visit(winesWay, staying);
        end(player, fresh, needIn, gainsIn, 1);
        return;
      }
      node = winesWay;
      active = staying;
    }
  }

  function splitOnTwo(node: number, cut: number, active: number): void {
    const [a, b] = [playerAt[cut] as number, otherAt[cut] as number];
    const both = wineLeft[cut] === 1 ? -1 : 0;
    const [first, second] = [firstLeftIn[cut] as number, secondLeftIn[cut] as number];
    const neither = outLeft[cut] as number;
    descend(node + 1, active, a, b, both, first, second, neither);
    descend(right[node] as number, active, a, b, ~both, ~first, ~second, ~neither);
  }

  /**
   * Goes to a child that a reference reaches with both players in, the first, the second, or neither,
   * where its bit in that argument is set.
   */
  function descend(
    child: number,
    active: number,
    a: number,
    b: number,
    both: number,
    first: number,
    second: number,
    neither: number,
  ): void {
    // What the way so far leaves open, in this order: both in, a in, b in, neither in.
    const aCanBeIn = active & ~(needOut[a] as number);
    const aCanBeOut = active & ~(needIn[a] as number);
    const bCanBeIn = ~(needOut[b] as number);
    const bCanBeOut = ~(needIn[b] as number);
    const open11 = aCanBeIn & bCanBeIn;
    const open10 = aCanBeIn & bCanBeOut;
    const open01 = aCanBeOut & bCanBeIn;
    const open00 = aCanBeOut & bCanBeOut;
    const [hit11, hit10] = [open11 & both, open10 & first];
    const [hit01, hit00] = [open01 & second, open00 & neither];
    const [miss11, miss10] = [open11 & ~both, open10 & ~first];
    const [miss01, miss00] = [open01 & ~second, open00 & ~neither];

    const hits = hit11 | hit10 | hit01 | hit00;
    if (hits === 0) return;
    const free = hits & ~(miss11 | miss10 | miss01 | miss00);
    // One condition on b says it all: the same with a in as with a out.
    const onlyBIn = hits & ~free & ~(hit10 | hit00 | miss11 | miss01);
    const onlyBOut = hits & ~free & ~(hit11 | hit01 | miss10 | miss00);
    const rest = hits & ~(free | onlyBIn | onlyBOut);
    const aIn = rest & (hit11 | hit10);
    const aOut = rest & (hit01 | hit00);
    // Of those that have both ways, the ways with a out come second.
    const again = aIn & aOut;
    const aOutOnly = aOut & ~again;
    go(
      child,
      hits,
      a,
      b,
      aIn,
      aOutOnly,
      onlyBIn | (aIn & miss10 & hit11) | (aOutOnly & miss00 & hit01),
      onlyBOut | (aIn & miss11 & hit10) | (aOutOnly & miss01 & hit00),
    );
    if (again !== 0) {
      go(child, again, a, b, 0, again, again & miss00 & hit01, again & miss01 & hit00);
    }
  }

  /** Visits a child with what its references now need of two players. */
  function go(
    child: number,
    active: number,
    a: number,
    b: number,
    aIn: number,
    aOut: number,
    bIn: number,
    bOut: number,
  ): void {
    aIn &= ~(needIn[a] as number);
    aOut &= ~(needOut[a] as number);
    bIn &= ~(needIn[b] as number);
    bOut &= ~(needOut[b] as number);
    begin(a, aIn, needIn, gainsIn, 1);
    begin(a, aOut, needOut, gainsOut, stride);
    begin(b, bIn, needIn, gainsIn, 1);
    begin(b, bOut, needOut, gainsOut, stride);
    visit(child, active);
    end(a, aIn, needIn, gainsIn, 1);
    end(a, aOut, needOut, gainsOut, stride);
    end(b, bIn, needIn, gainsIn, 1);
    end(b, bOut, needOut, gainsOut, stride);
  }

  return () => {
    phi.fill(0);
    for (const root of roots) {
      for (let group = 0; group < sides.out.groups.length; group++) {
        outLeft = sides.out.groups[group] as Int32Array;
        firstLeftIn = sides.firstIn.groups[group] as Int32Array;
        secondLeftIn = sides.secondIn.groups[group] as Int32Array;
        gainsIn.fill(0);
        gainsOut.fill(0);
        visit(root, groupBits(references, group));
      }
    }
    return phi;
  };
}
