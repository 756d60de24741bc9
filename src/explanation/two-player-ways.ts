/**
 * Ways past a split on a column of two players, a and b. Four memberships are told apart, a bit each:
 * neither in (1), a in (2), b in (4), both in (8). What a pair needs already leaves some of them
 * **open**; those of them that reach a child are cut into at most two disjoint conjunctions ("a in",
 * "a out and b in", ...), each of which is a way down of its own, so that a sum over ways stays exact.
 */
export interface TwoPlayerWays {
  /** Open memberships, by `a needed in + 2 × a needed out + 4 × b needed in + 8 × b needed out`. */
  readonly open: Uint8Array;
  /** At `16 × open + reached`: the first way to the child, and the second. */
  readonly ways: readonly [Way, Way];
}

/** What a way down needs newly of a and of b: 1 to be in, `1 << OUT` to be out. */
interface Way {
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** 1 where there is such a way. */
  readonly exists: Uint8Array;
}

const MEMBERSHIPS = 4;
const ALL = (1 << MEMBERSHIPS) - 1;
const A_IN = 0b1010;
const B_IN = 0b1100;

interface Conjunction {
  readonly a: number;
  readonly b: number;
  /** The memberships that fulfil it. */
  readonly memberships: number;
}

/** @param out by how many bits a player that is needed out stands above one that is needed in */
export function twoPlayerWays(out: number): TwoPlayerWays {
  const needs = [
    { need: 0, of: () => ALL },
    { need: 1, of: (isIn: number) => isIn },
    { need: 1 << out, of: (isIn: number) => ALL & ~isIn },
  ];
  // Those that ask least come first, so that nothing is asked twice.
  const conjunctions = needs
    .flatMap((a) => needs.map((b) => ({ a, b })))
    .map(({ a, b }) => ({ a: a.need, b: b.need, memberships: a.of(A_IN) & b.of(B_IN) }))
    .sort((x, y) => asked(x) - asked(y));

  const open = Uint8Array.from({ length: 1 << MEMBERSHIPS }, (_, need) => {
    const a = (need & 1 ? A_IN : ALL) & (need & 2 ? ~A_IN : ALL);
    const b = (need & 4 ? B_IN : ALL) & (need & 8 ? ~B_IN : ALL);
    return a & b;
  });
  const ways: [Way, Way] = [emptyWay(), emptyWay()];
  for (const left of open) {
    for (let reached = 1; reached <= ALL; reached++) {
      if ((reached & ~left) !== 0) continue;
      for (const [i, found] of disjoint(conjunctions, left, reached).entries()) {
        const way = ways[i] as Way;
        const at = (left << MEMBERSHIPS) | reached;
        way.a[at] = found.a;
        way.b[at] = found.b;
        way.exists[at] = 1;
      }
    }
  }
  return { open, ways };
}

/** One or two conjunctions that together say "reached" of the memberships that are open. */
function disjoint(
  conjunctions: readonly Conjunction[],
  open: number,
  reached: number,
): readonly Conjunction[] {
  const meant = ({ memberships }: Conjunction) => memberships & open;
  const one = conjunctions.find((conjunction) => meant(conjunction) === reached);
  if (one) return [one];
  for (const first of conjunctions) {
    const rest = reached & ~meant(first);
    const second = conjunctions.find((other) => meant(other) === rest);
    if ((meant(first) & ~reached) === 0 && rest !== 0 && second) return [first, second];
  }
  throw new Error('expected two conjunctions to say any of four memberships');
}

function asked({ a, b }: Conjunction): number {
  return Number(a !== 0) + Number(b !== 0);
}

function emptyWay(): Way {
  const length = 1 << (2 * MEMBERSHIPS);
  return { a: new Int32Array(length), b: new Int32Array(length), exists: new Uint8Array(length) };
}
