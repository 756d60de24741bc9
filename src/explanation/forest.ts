import { collectCuts, firstLeft, plainSplits, type Cuts } from './cuts';
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
  const leaves = leafValues(model, trees, targetFactors);

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
        value[node] = leaves[place] as number;
        continue;
      }
      cut[node] = firstLeft(
        cuts,
        splits.column[place] as number,
        splits.threshold[place] as number,
      );
      const whenTrue = places[model.trueIds[place] as number];
      const whenFalse = places[model.falseIds[place] as number];
      const isNegated = (model.columns[place] as number) >= model.negatedFrom;
      if (isNegated) stack.push(node, whenTrue, -1, whenFalse);
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

/** The sum of each leaf's weights times their targets' factors, by the leaf's place. */
function leafValues(
  { isLeaf, leafTreeIds, leafNodeIds, leafTargets, leafWeights }: TreesModel,
  trees: ReadonlyMap<number, Tree>,
  targetFactors: readonly number[],
): Float64Array {
  const values = new Float64Array(isLeaf.length);
  for (let i = 0; i < leafWeights.length; i++) {
    const place = trees.get(leafTreeIds[i] as number)?.places[leafNodeIds[i] as number];
    if (place === undefined) throw new Error('a weight is of a node that is not there');
    const added = (leafWeights[i] as number) * factor(targetFactors, leafTargets[i]);
    values[place] = (values[place] as number) + added;
  }
  return values;
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
