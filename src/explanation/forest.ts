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
  const splits = plainSplits(model);
  const cuts = collectCuts(splits, model.isLeaf, width);
  const trees = collectTrees(model);
  const sums = new Float64Array(nodes);
  for (let i = 0; i < model.leafWeights.length; i++) {
    const tree = trees.get(model.leafTreeIds[i] as number);
    const place = tree?.places[model.leafNodeIds[i] as number];
    if (place === undefined) throw new Error('a weight is of a node that is not there');
    const weight = model.leafWeights[i] as number;
    sums[place] = (sums[place] as number) + weight * factor(targetFactors, model.leafTargets[i]);
  }

  const roots: number[] = [];
  const cut = new Int32Array(nodes).fill(-1);
  const right = new Int32Array(nodes);
  const value = new Float64Array(nodes);
  let next = 0;
  for (const { root, places } of trees.values()) {
    roots.push(next);
    // Places, and where to write down what comes off the stack; -1: nowhere.
    const stack: (number | undefined)[] = [-1, root];
    while (stack.length > 0) {
      const place = stack.pop();
      const parent = stack.pop() as number;
      if (place === undefined || next === nodes) throw new Error('the trees are no trees');
      const node = next++;
      if (parent >= 0) right[parent] = node;
      if (model.isLeaf[place]) {
        value[node] = sums[place] as number;
        continue;
      }
      cut[node] = firstLeft(
        cuts,
        splits.column[place] as number,
        splits.threshold[place] as number,
      );
      const whenTrue = places[model.trueIds[place] as number];
      const whenFalse = places[model.falseIds[place] as number];
      if (splits.isNegated[place]) stack.push(node, whenTrue, -1, whenFalse);
      else stack.push(node, whenFalse, -1, whenTrue);
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

interface Tree {
  /** The place of its first node in the model's arrays. */
  readonly root: number;
  /** The places of its nodes, by their ids. */
  readonly places: number[];
}

function collectTrees({ treeIds, nodeIds }: TreesModel): ReadonlyMap<number, Tree> {
  const trees = new Map<number, Tree>();
  for (let i = 0; i < treeIds.length; i++) {
    const id = treeIds[i] as number;
    let tree = trees.get(id);
    if (!tree) trees.set(id, (tree = { root: i, places: [] }));
    tree.places[nodeIds[i] as number] = i;
  }
  return trees;
}

/** What nodes split on, by their place; of leaves it means nothing. */
interface Splits {
  readonly column: Int32Array;
  readonly threshold: Float32Array;
  readonly isNegated: Uint8Array;
}

/**
 * The splits with those on a negated column turned back: -c <= t says c >= -t, and "not" of that is
 * c <= the float32 below -t, exactly. So the true child of such a split is the right one.
 */
function plainSplits({ columns, thresholds, negatedFrom }: TreesModel): Splits {
  const column = Int32Array.from(columns);
  const threshold = Float32Array.from(thresholds);
  const isNegated = new Uint8Array(column.length);
  for (let i = 0; i < column.length; i++) {
    if ((column[i] as number) < negatedFrom) continue;
    isNegated[i] = 1;
    column[i] = (column[i] as number) - negatedFrom;
    threshold[i] = floatBelow(-(threshold[i] as number));
  }
  return { column, threshold, isNegated };
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
  { column, threshold }: Splits,
  isLeaf: readonly boolean[],
  width: number,
): Cuts {
  const perColumn = Array.from({ length: width }, (): number[] => []);
  for (let i = 0; i < column.length; i++) {
    // -0 + 0 is 0, which cuts alike.
    if (!isLeaf[i]) perColumn[column[i] as number]?.push((threshold[i] as number) + 0);
  }
  const distinct = perColumn.map((thresholds) =>
    // Typed, it is sorted by value, and fast.
    Float32Array.from(thresholds)
      .sort()
      .filter((value, i, sorted) => value !== sorted[i - 1]),
  );
  const first = new Int32Array(width + 1);
  for (const [i, { length }] of distinct.entries()) first[i + 1] = (first[i] as number) + length;
  const count = first[width] as number;
  const cuts = { column: new Int32Array(count), threshold: new Float32Array(count), first };
  for (const [i, thresholds] of distinct.entries()) {
    cuts.column.fill(i, first[i], first[i + 1]);
    cuts.threshold.set(thresholds, first[i]);
  }
  return cuts;
}
