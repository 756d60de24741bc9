"""The trees of a served `model.onnx`, as shap's TreeExplainer takes them."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx

from provador_training.data import Floats, Ints

FOREST = "TreeEnsembleRegressor"


def served_trees(model: bytes, grades: Ints, columns: int) -> list[dict[str, Any]]:
    """One dictionary a tree of a forest over `columns`, whose leaves hold expected grades.

    The thresholds are the file's float32 ones. shap's C++ code keeps thresholds as float32, rounded
    to the *nearest*, so that scikit-learn's float64 ones would send a wine exactly at a split the
    other way now and then; the file's are rounded down, and stay as they are.
    """
    functions = onnx.load_from_string(model).functions
    (forest,) = [node for called in functions for node in called.node if node.op_type == FOREST]
    parts = {
        part.name: np.asarray(onnx.helper.get_attribute_value(part)) for part in forest.attribute
    }
    trees = []
    for tree in np.unique(parts["nodes_treeids"]):
        own = parts["nodes_treeids"] == tree
        # Nodes are numbered from 0 within their tree, in the file's order.
        assert np.array_equal(parts["nodes_nodeids"][own], np.arange(own.sum()))
        trees.append(_tree(parts, own, tree, grades, columns))
    return trees


def _tree(parts: dict[str, Any], own: Any, tree: int, grades: Ints, columns: int) -> dict[str, Any]:
    is_leaf = parts["nodes_modes"][own] == b"LEAF"
    feature = parts["nodes_featureids"][own].astype(np.int64)
    limit = parts["nodes_values"][own].astype(np.float32)
    yes, no = parts["nodes_truenodeids"][own], parts["nodes_falsenodeids"][own]
    # A split of a negated column: -x <= t is x >= -t, so "no" is x <= the float32 below -t.
    turned = feature >= columns
    plain: Floats = np.where(turned, np.nextafter(-limit, np.float32(-np.inf)), limit)
    values = np.zeros((own.sum(), 1))
    weighted = parts["target_treeids"] == tree
    weights = parts["target_weights"][weighted].astype(np.float64)
    grade = np.asarray(grades, dtype=np.float64)[parts["target_ids"][weighted]]
    np.add.at(values[:, 0], parts["target_nodeids"][weighted], weights * grade)
    left = np.where(is_leaf, -1, np.where(turned, no, yes))
    return {
        "children_left": left.astype(np.int64),
        "children_right": np.where(is_leaf, -1, np.where(turned, yes, no)).astype(np.int64),
        "children_default": left.astype(np.int64),
        "features": np.where(is_leaf, -2, np.where(turned, feature - columns, feature)),
        "thresholds": plain.astype(np.float64),
        "values": values,
        # Only the tree-path-dependent method asks for it.
        "node_sample_weight": np.ones(own.sum()),
    }


def tree_explainer(trees: list[dict[str, Any]], background: Floats) -> Any:
    """Shap's interventional explainer of the trees over prepared columns float64 [B, k]."""
    import shap

    return shap.TreeExplainer(
        {"trees": trees, "internal_dtype": np.float64, "input_dtype": np.float64},
        background,
        feature_perturbation="interventional",
    )
