"""Models as ONNX, written by hand: one input `measurements`, one output, nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import FunctionProto, ModelProto, NodeProto, TensorProto, checker, helper

from provador_training.data import Floats, Singles

INPUT = "measurements"
DOMAIN = "provador"
# A probability that a leaf holds only as float64 dust is left out: it moves no answer by 1e-9.
NEGLIGIBLE = 1e-12


def linear_model(coefficients: Floats, intercept: float, output: str) -> bytes:
    """A linear score: float32 [N, k] in, float32 [N, 1] out."""
    node = helper.make_node("Gemm", [INPUT, "coefficients", "intercept"], [output])
    constants = [
        _constant("coefficients", coefficients[:, None]),
        _constant("intercept", np.array([intercept])),
    ]
    return serialise([node], constants, len(coefficients), output, 1)


def forest_model(
    trees: list[Any],
    weights: list[Floats],
    output: str,
    columns: int,
    turned: bool = False,
    aggregate: str = "SUM",
) -> bytes:
    """Sums of leaf `weights`, float64 [nodes, G] a tree: float32 [N, columns] in, [N, G] out.

    With the aggregate "AVERAGE" the sum is divided by the number of trees.
    """
    nodes = tree_ensemble(trees, weights, output, columns, turned, aggregate)
    return serialise(nodes, [], columns, output, weights[0].shape[1])


def tree_ensemble(
    trees: list[Any],
    weights: list[Floats],
    output: str,
    columns: int,
    turned: bool = False,
    aggregate: str = "SUM",
) -> list[NodeProto]:
    """scikit-learn's trees as nodes that sum each row's leaf `weights`, [nodes, G] a tree.

    ONNX Runtime lays the false branch right behind its split and is fast only if all splits
    compare alike. So `turned` makes the more travelled branch the false one: a split for which
    that is the left one compares the negated column, as -x <= the number below -t says x > t,
    exactly. The trees then see each row twice, as it is and negated. The leaves stay the same.

    Zero weights are left out: they would double the file of a forest without smoothing.
    """
    parts: dict[str, Any] = {}

    def add(name: str, values: Any) -> None:
        parts.setdefault(name, []).extend(np.asarray(values).tolist())

    for index, (tree, tree_weights) in enumerate(zip(trees, weights, strict=True)):
        is_leaf = tree.children_left < 0
        left, right = tree.children_left, tree.children_right
        wines = tree.weighted_n_node_samples
        turn = turned & ~is_leaf & (wines[left] > wines[right])
        threshold = round_down(tree.threshold)
        below = np.nextafter(-threshold, np.float32(-np.inf))
        add("nodes_treeids", np.full(tree.node_count, index))
        add("nodes_nodeids", np.arange(tree.node_count))
        add("nodes_modes", np.where(is_leaf, "LEAF", "BRANCH_LEQ"))
        add("nodes_featureids", np.where(is_leaf, 0, tree.feature + columns * turn))
        add("nodes_values", np.where(is_leaf, 0, np.where(turn, below, threshold)))
        add("nodes_truenodeids", np.where(is_leaf, 0, np.where(turn, right, left)))
        add("nodes_falsenodeids", np.where(is_leaf, 0, np.where(turn, left, right)))
        node, target = np.nonzero(is_leaf[:, None] & (np.abs(tree_weights) > NEGLIGIBLE))
        add("target_treeids", np.full(len(node), index))
        add("target_nodeids", node)
        add("target_ids", target)
        add("target_weights", tree_weights[node, target])
    forest = helper.make_node(
        "TreeEnsembleRegressor",
        ["both" if turned else INPUT],
        [output],
        domain="ai.onnx.ml",
        n_targets=weights[0].shape[1],
        aggregate_function=aggregate,
        post_transform="NONE",
        **parts,
    )
    if not turned:
        return [forest]
    negate = helper.make_node("Neg", [INPUT], ["negated"])
    join = helper.make_node("Concat", [INPUT, "negated"], ["both"], axis=1)
    return [negate, join, forest]


def round_down(thresholds: Floats) -> Singles:
    """The largest float32 that is not above each float64 threshold.

    scikit-learn compares a float32 value with a float64 threshold, ONNX Runtime with a float32 one.
    No float32 lies between a threshold and this rounding, so every wine takes the same branch.
    """
    nearest = thresholds.astype(np.float32)
    below = np.nextafter(nearest, np.float32(-np.inf))
    return np.where(nearest.astype(np.float64) > thresholds, below, nearest)


def _constant(name: str, values: Floats) -> TensorProto:
    return helper.make_tensor(name, TensorProto.FLOAT, values.shape, values.ravel())


def serialise(
    nodes: list[NodeProto], constants: list[TensorProto], columns: int, output: str, targets: int
) -> bytes:
    """A checked model with one input float32 [N, columns] and one output float32 [N, targets].

    ONNX Runtime keeps each node of the file as long as the session lives, of a forest that is more
    than what it computes with (microsoft/onnxruntime #32047); but not those of functions, which it
    drops when it has put them in where they are called. So each ensemble of trees is a function.
    """
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    functions: list[FunctionProto] = []
    calls: list[NodeProto] = []
    for node in nodes:
        if not node.op_type.startswith("TreeEnsemble"):
            calls.append(node)
            continue
        name = f"Trees{len(functions) + 1}"
        ends = (list(node.input), list(node.output))
        functions.append(helper.make_function(DOMAIN, name, *ends, [node], opsets))
        calls.append(helper.make_node(name, *ends, domain=DOMAIN))
    graph = helper.make_graph(
        calls,
        "red-wine-quality",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["N", columns])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["N", targets])],
        constants,
    )
    model: ModelProto = helper.make_model(
        graph,
        functions=functions,
        opset_imports=[*opsets, helper.make_opsetid(DOMAIN, 1)] if functions else opsets,
        ir_version=8,
        producer_name="provador-training",
    )
    checker.check_model(model)
    content: bytes = model.SerializeToString(deterministic=True)
    return content
