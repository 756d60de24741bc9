import { type TreesModel } from './read-model';

/**
 * A forest laid out for walking: every tree in depth-first order, a split's left child right behind
 * it, so that a walk goes forward in memory. Splits with the same column and threshold share a
 * **cut**, of which there are few: what a wine does at a cut is found out once, not at every split.
 */
export interface Forest {
  /** The first node of each tree. */
  readonly roots: Int32Array;
  /** A node's cut; -1: it is a leaf. */
  readonly cut: Int32Array;
  /** The child of a row whose value is above the cut's threshold. */
  readonly right: Int32Array;
  /** A leaf's value. */
  readonly value: Float64Array;
  readonly cuts: Cuts;
  /** What is added to the leaves' sum. */
  readonly base: number;
}

/** The distinct splits, ordered by column, then by threshold. */
export interface Cuts {
  readonly column: Int32Array;
  /** A row goes left where its column's float32 value is not above. */
  readonly threshold: Float32Array;
  /** Column c's cuts are those from `first[c]` to before `first[c + 1]`. */
  readonly first: Int32Array;
}

/**
 * Lays a model's trees out.
 *
 * @param width columns of a prepared row
 * @param targetFactors what is explained is the sum of the targets times these
 * @throws Error when a split's child is not there, or a node is reached twice
 */
export function layOutForest(
  model: TreesModel,
  width: number,
  targetFactors: readonly number[],
): Forest {
  const nodes = model.isLeaf.length;
  const { columns, thresholds, isNegated } = plainSplits(model);
  const cuts = collectCuts(model.isLeaf, columns, thresholds, width);
  const places = new Map<number, Map<number, number>>();
  for (let i = 0; i < nodes; i++) {
    const tree = model.treeIds[i] as number;
    let byNode = places.get(tree);
    if (!byNode) places.set(tree, (byNode = new Map<number, number>()));
    byNode.set(model.nodeIds[i] as number, i);
  }
  const sums = new Float64Array(nodes);
  for (const [i, weight] of model.leafWeights.entries()) {
    const place = places.get(model.leafTreeIds[i] as number)?.get(model.leafNodeIds[i] as number);
    if (place === undefined) throw new Error('a weight is of a node that is not there');
    sums[place] = (sums[place] as number) + weight * factor(targetFactors, model.leafTargets[i]);
  }

  const roots: number[] = [];
  const cut = new Int32Array(nodes).fill(-1);
  const right = new Int32Array(nodes);
  const value = new Float64Array(nodes);
  let next = 0;
  for (const byNode of places.values()) {
    const [root] = byNode.values();
    roots.push(next);
    // Where to write down the place of what comes off the stack; -1: nowhere.
    const stack = [{ place: root, parent: -1 }];
    for (let top = stack.pop(); top; top = stack.pop()) {
      const { place, parent } = top;
      if (place === undefined || next === nodes) throw new Error('the trees are no trees');
      const node = next++;
      if (parent >= 0) right[parent] = node;
      if (model.isLeaf[place]) {
        value[node] = sums[place] as number;
        continue;
      }
      cut[node] = cutOf(cuts, columns[place] as number, thresholds[place] as number);
      const whenTrue = byNode.get(model.trueIds[place] as number);
      const whenFalse = byNode.get(model.falseIds[place] as number);
      const [low, high] = isNegated[place] ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
      stack.push({ place: high, parent: node }, { place: low, parent: -1 });
    }
  }
  const base = model.base.reduce((sum, value, i) => sum + value * factor(targetFactors, i), 0);
  return { roots: Int32Array.from(roots), cut, right, value, cuts, base };
}

/** The forest's answer for the prepared row that begins at `at`, summed in float64. */
export function scoreRow(forest: Forest, prepared: Float32Array, at: number): number {
  const { cut, right, value, cuts } = forest;
  let sum = forest.base;
  for (const root of forest.roots) {
    let node = root;
    for (let c = cut[node] as number; c >= 0; c = cut[node] as number) {
      const isLeft =
        (prepared[at + (cuts.column[c] as number)] as number) <= (cuts.threshold[c] as number);
      node = isLeft ? node + 1 : (right[node] as number);
    }
    sum += value[node] as number;
  }
  return sum;
}

/** The first of a column's cuts that a value goes left at; those after it, too. */
export function firstLeft({ threshold, first }: Cuts, column: number, value: number): number {
  let low = first[column] as number;
  let high = first[column + 1] as number;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (threshold[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function factor(targetFactors: readonly number[], target: number | undefined): number {
  const found = targetFactors[target as number];
  if (found === undefined) throw new Error(`the trees have a target ${target} that has no grade`);
  return found;
}

/**
 * The splits with those on a negated column turned back: -c <= t says c >= -t, and "not" of that is
 * c <= the float32 below -t, exactly. So the true child of such a split is the right one.
 */
function plainSplits({ columns, thresholds, negatedFrom }: TreesModel) {
  const isNegated = columns.map((column) => column >= negatedFrom);
  return {
    isNegated,
    columns: columns.map((column) => column % negatedFrom),
    thresholds: Float32Array.from(thresholds, (threshold, i) =>
      isNegated[i] ? floatBelow(-threshold) : threshold,
    ),
  };
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The largest float32 below a finite float32. */
export function floatBelow(value: number): number {
  float[0] = value === 0 ? 0 : value;
  // Floats of one sign are ordered as their bits are; below 0 comes the smallest negative one.
  if (value === 0) bits[0] = 0x80000001 | 0;
  else bits[0] = (bits[0] as number) + (value > 0 ? -1 : 1);
  return float[0];
}

function collectCuts(
  isLeaf: readonly boolean[],
  columns: readonly number[],
  thresholds: Float32Array,
  width: number,
): Cuts {
  const perColumn = Array.from({ length: width }, () => new Set<number>());
  for (const [i, column] of columns.entries()) {
    // -0 + 0 is 0, which cuts alike.
    if (!isLeaf[i]) perColumn[column]?.add((thresholds[i] as number) + 0);
  }
  const sorted = perColumn.map((set) => [...set].sort((a, b) => a - b));
  const first = new Int32Array(width + 1);
  for (const [i, list] of sorted.entries()) first[i + 1] = (first[i] as number) + list.length;
  return {
    column: Int32Array.from(sorted.flatMap((list, column) => list.map(() => column))),
    threshold: Float32Array.from(sorted.flat()),
    first,
  };
}

function cutOf(cuts: Cuts, column: number, threshold: number): number {
  return firstLeft(cuts, column, threshold);
}
