import fc from 'fast-check';
import { type TreesModel } from '../../src/explanation/read-model';
import { createPreparation } from '../../src/preprocessing/preprocessing';
import { WINE_FIELDS } from '../../src/wine-fields';

/** A tree as it is drawn at random. */
export type Tree =
  | { readonly leaf: number }
  | {
      readonly column: number;
      readonly threshold: number;
      /** Whether it is written as a split on the negated column. */
      readonly turned: boolean;
      readonly low: Tree;
      readonly high: Tree;
    };

/** Small numbers, so that values, thresholds and references often are the same. */
export const value = fc.integer({ min: 0, max: 4 });
/** One wine: eleven small numbers. */
export const wine = fc.array(value, { minLength: 11, maxLength: 11 });

const field = fc.constantFrom(...WINE_FIELDS);
const step = fc.oneof(
  fc.record({
    op: fc.constantFrom(
      'ratio' as const,
      'product' as const,
      'difference' as const,
      'sum' as const,
    ),
    inputs: fc.tuple(field, field),
  }),
  fc.record({ op: fc.constant('log1p' as const), inputs: fc.tuple(field) }),
);

/** Preparations of the eleven measurements and up to six columns of one or two of them. */
export const preparation = fc.array(step, { maxLength: 6 }).map((steps) =>
  createPreparation({
    steps: steps.map((one, i) => ({ ...one, output: `made${i}` })),
    columns: [...WINE_FIELDS, ...steps.map((_, i) => `made${i}`)],
  }),
);

/** Trees on columns below `width`; those that were made are split on as often as the others. */
export function trees(width: number): fc.Arbitrary<Tree[]> {
  const column = fc.oneof(
    fc.integer({ min: 0, max: 10 }),
    fc.integer({ min: Math.min(11, width - 1), max: width - 1 }),
  );
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.record({ leaf: fc.integer({ min: -8, max: 8 }) }),
      {
        arbitrary: fc.record({
          column,
          threshold: fc.constantFrom(-1, -0, 0, 0.3, 0.5, 1, 1.5, 2, 3, 3.5),
          turned: fc.boolean(),
          low: tie('tree'),
          high: tie('tree'),
        }),
        weight: 4,
      },
    ),
  }));
  return fc.array(tree, { minLength: 1, maxLength: 3 });
}

/** The trees as a model file has them: one target. */
export function toModel(forest: readonly Tree[], width: number): TreesModel {
  const rows = {
    treeIds: [] as number[],
    nodeIds: [] as number[],
    isLeaf: [] as boolean[],
    columns: [] as number[],
    thresholds: [] as number[],
    trueIds: [] as number[],
    falseIds: [] as number[],
    leafTreeIds: [] as number[],
    leafNodeIds: [] as number[],
    leafTargets: [] as number[],
    leafWeights: [] as number[],
  };
  const add = (tree: Tree, treeId: number): number => {
    const at = rows.nodeIds.length;
    const isLeaf = 'leaf' in tree;
    rows.treeIds.push(treeId);
    rows.nodeIds.push(at);
    rows.isLeaf.push(isLeaf);
    // A split "-c <= -t" says c >= t: its true child is the high one, and t itself goes there.
    rows.columns.push(isLeaf ? 0 : tree.column + (tree.turned ? width : 0));
    rows.thresholds.push(isLeaf ? 0 : Math.fround(tree.turned ? -tree.threshold : tree.threshold));
    rows.trueIds.push(0);
    rows.falseIds.push(0);
    if (isLeaf) {
      rows.leafTreeIds.push(treeId);
      rows.leafNodeIds.push(at);
      rows.leafTargets.push(0);
      rows.leafWeights.push(tree.leaf);
    } else {
      const [low, high] = [add(tree.low, treeId), add(tree.high, treeId)];
      [rows.trueIds[at], rows.falseIds[at]] = tree.turned ? [high, low] : [low, high];
    }
    return at;
  };
  for (const [treeId, tree] of forest.entries()) add(tree, treeId);
  return { kind: 'trees', targets: 1, negatedFrom: width, base: [0], ...rows };
}

/** What the trees say of a prepared row, told from how they were drawn. */
export function answer(forest: readonly Tree[], row: Float32Array): number {
  const leafOf = (tree: Tree): number => {
    if ('leaf' in tree) return tree.leaf;
    const [x, t] = [row[tree.column] ?? NaN, Math.fround(tree.threshold)];
    return leafOf((tree.turned ? x < t : x <= t) ? tree.low : tree.high);
  };
  return forest.reduce((sum, tree) => sum + leafOf(tree), 0);
}
