import { readOnnxGraph, type OnnxGraph, type OnnxNode, type OnnxTensor } from './model-graph';

/** A sum of trees as the model file has it: parallel arrays, one item a node or a leaf's weight. */
export interface TreesModel {
  readonly kind: 'trees';
  readonly targets: number;
  readonly treeIds: readonly number[];
  readonly nodeIds: readonly number[];
  readonly isLeaf: readonly boolean[];
  /** Columns of the model's input; from `negatedFrom` on: the column that far before, negated. */
  readonly columns: readonly number[];
  readonly negatedFrom: number;
  /** float32; a row goes to the true child where its column's value is not above. */
  readonly thresholds: readonly number[];
  readonly trueIds: readonly number[];
  readonly falseIds: readonly number[];
  readonly leafTreeIds: readonly number[];
  readonly leafNodeIds: readonly number[];
  readonly leafTargets: readonly number[];
  readonly leafWeights: readonly number[];
  /** One a target, added to the trees' sum. */
  readonly base: readonly number[];
}

/** A linear model: `coefficients` are row-major, columns × targets. */
export interface LinearModel {
  readonly kind: 'linear';
  readonly targets: number;
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
}

/**
 * Reads what a served model computes from its bytes, so that no second copy of its numbers exists.
 * Recognised are what `training/provador_training/onnx_export.py` writes: one Gemm, or one
 * TreeEnsembleRegressor of ai.onnx.ml 3, summed or averaged, of the input or of [input, -input], as a
 * node of the graph or as a function.
 *
 * @param width values in a row of the input
 * @returns undefined for every other model, and for one whose operators are asked for more than that
 * @throws Error when the bytes are no ONNX model
 */
export function readOnnxModel(
  model: Uint8Array,
  width: number,
): TreesModel | LinearModel | undefined {
  const graph = readOnnxGraph(model);
  const [input, output] = [graph.input[0]?.name, graph.output[0]?.name];
  if (input === undefined || graph.input.length !== 1 || graph.output.length !== 1) {
    return undefined;
  }
  const last = graph.node.at(-1);
  if (last?.output[0] !== output || last?.output.length !== 1) return undefined;
  if (last.opType === 'Gemm') return linear(graph, last, input, width);
  return last.opType === 'TreeEnsembleRegressor' && last.domain === 'ai.onnx.ml'
    ? trees(graph, last, input, width)
    : undefined;
}

/** Attributes by name, or undefined where there is one that is not among the known. */
function attributes(node: OnnxNode, known: readonly string[]) {
  const byName = new Map(node.attribute.map((attribute) => [attribute.name, attribute]));
  return [...byName.keys()].every((name) => known.includes(name)) ? byName : undefined;
}

function linear(
  graph: OnnxGraph,
  node: OnnxNode,
  input: string,
  width: number,
): LinearModel | undefined {
  const [rows, coefficients, intercepts] = node.input;
  // alpha, beta and the transpositions have defaults that mean: as it is.
  if (graph.node.length !== 1 || rows !== input || node.attribute.length > 0) return undefined;
  const constant = (name: string | undefined) =>
    graph.initializer.find((tensor) => tensor.name === name);
  const [a, b] = [constant(coefficients), constant(intercepts)];
  const [columns, targets] = a?.dims ?? [];
  if (!a || !b || columns !== width || targets === undefined || a.dims.length !== 2) {
    return undefined;
  }
  const [values, added] = [floats(a), floats(b)];
  if (values?.length !== width * targets || added?.length !== targets) return undefined;
  return { kind: 'linear', targets, coefficients: values, intercepts: added };
}

const FLOAT = 1;

/** A tensor's values, where they are float32 and in the file itself. */
function floats({ dataType, floatData, rawData }: OnnxTensor): Float64Array | undefined {
  if (dataType !== FLOAT) return undefined;
  if (floatData.length > 0) return Float64Array.from(floatData);
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  return Float64Array.from({ length: rawData.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
}

const NODE_ATTRIBUTES = [
  'nodes_treeids',
  'nodes_nodeids',
  'nodes_modes',
  'nodes_featureids',
  'nodes_values',
  'nodes_truenodeids',
  'nodes_falsenodeids',
  'nodes_missing_value_tracks_true',
] as const;
const LEAF_ATTRIBUTES = [
  'target_treeids',
  'target_nodeids',
  'target_ids',
  'target_weights',
] as const;
const WHOLE_ATTRIBUTES = ['n_targets', 'aggregate_function', 'post_transform', 'base_values'];
/** Attributes that change nothing: how often a node was visited in training. */
const IGNORED = ['nodes_hitrates'];

function trees(
  graph: OnnxGraph,
  node: OnnxNode,
  input: string,
  width: number,
): TreesModel | undefined {
  const isTurned = graph.node.length === 3 && seesBoth(graph, node, input);
  if (!isTurned && (graph.node.length !== 1 || node.input[0] !== input)) return undefined;
  const known = [...NODE_ATTRIBUTES, ...LEAF_ATTRIBUTES, ...WHOLE_ATTRIBUTES, ...IGNORED];
  const byName = attributes(node, known);
  if (!byName) return undefined;
  const ints = (name: string) => byName.get(name)?.ints ?? [];
  const text = (name: string, otherwise: string) => byName.get(name)?.s ?? otherwise;
  const aggregate = text('aggregate_function', 'SUM');
  if (aggregate !== 'SUM' && aggregate !== 'AVERAGE') return undefined;
  if (text('post_transform', 'NONE') !== 'NONE') return undefined;
  // It is about NaN, which no wine holds; but then it is not a model that training wrote.
  if (ints('nodes_missing_value_tracks_true').some((flag) => flag !== 0)) return undefined;

  const modes = byName.get('nodes_modes')?.strings ?? [];
  if (modes.some((mode) => mode !== 'LEAF' && mode !== 'BRANCH_LEQ')) return undefined;
  const targets = byName.get('n_targets')?.i ?? 1;
  const base = byName.get('base_values')?.floats ?? [];
  const treeIds = ints('nodes_treeids');
  const share = aggregate === 'SUM' ? 1 : 1 / new Set(treeIds).size;
  const model: TreesModel = {
    kind: 'trees',
    targets,
    treeIds,
    nodeIds: ints('nodes_nodeids'),
    isLeaf: modes.map((mode) => mode === 'LEAF'),
    columns: ints('nodes_featureids'),
    negatedFrom: width,
    thresholds: byName.get('nodes_values')?.floats ?? [],
    trueIds: ints('nodes_truenodeids'),
    falseIds: ints('nodes_falsenodeids'),
    leafTreeIds: ints('target_treeids'),
    leafNodeIds: ints('target_nodeids'),
    leafTargets: ints('target_ids'),
    leafWeights: (byName.get('target_weights')?.floats ?? []).map((weight) => weight * share),
    base: base.length > 0 ? base : Array<number>(targets).fill(0),
  };
  return isWhole(model, isTurned ? 2 * width : width) ? model : undefined;
}

/** Whether a node's input is [input, -input], made by the two nodes before it. */
function seesBoth(graph: OnnxGraph, node: OnnxNode, input: string): boolean {
  const [negate, join] = graph.node;
  if (negate?.opType !== 'Neg' || negate.input[0] !== input || join?.opType !== 'Concat') {
    return false;
  }
  const [first, second] = join.input;
  const axis = attributes(join, ['axis'])?.get('axis')?.i;
  const joins = first === input && second === negate.output[0] && join.input.length === 2;
  return joins && axis === 1 && node.input[0] === join.output[0];
}

function isWhole(model: TreesModel, columns: number): boolean {
  const { isLeaf, treeIds, nodeIds, thresholds, trueIds, falseIds, targets, base } = model;
  const { leafTreeIds, leafNodeIds, leafTargets, leafWeights } = model;
  const perNode = [treeIds, nodeIds, model.columns, thresholds, trueIds, falseIds];
  const perLeaf = [leafTreeIds, leafNodeIds, leafTargets, leafWeights];
  return (
    perNode.every(({ length }) => length === isLeaf.length) &&
    perLeaf.every(({ length }) => length === leafTargets.length) &&
    base.length === targets &&
    leafTargets.every((target) => target >= 0 && target < targets) &&
    model.columns.every((column) => column >= 0 && column < columns) &&
    thresholds.every((threshold) => Number.isFinite(threshold))
  );
}
