"""Histogram gradient boosting as ONNX, by hand: skl2onnx cannot write this scikit-learn's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from onnx import helper
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from provador_training.data import Floats
from provador_training.onnx_export import forest_model, serialise, tree_ensemble

IDENTITY = ("absolute_error", "quantile", "squared_error")
"""Losses whose trees add up to the score itself."""


def boosted_model(estimator: Any, output: str, columns: int) -> bytes | None:
    """The sum of the trees, for a classifier with a softmax after it; None where that is not all.

    Other losses, two classes and categories are not written.
    """
    if not isinstance(estimator, HistGradientBoostingClassifier | HistGradientBoostingRegressor):
        return None
    # scikit-learn has no public name for what it has learnt.
    rounds, baseline = estimator._predictors, np.ravel(estimator._baseline_prediction)
    is_classifier = isinstance(estimator, HistGradientBoostingClassifier)
    is_known = len(baseline) > 2 if is_classifier else estimator.loss in IDENTITY
    if not is_known or estimator.is_categorical_ is not None:
        return None
    trees, weights = [], []
    for grown in rounds:
        for target, predictor in enumerate(grown):
            nodes = predictor.nodes
            trees.append(as_tree(nodes))
            values: Floats = np.zeros((len(nodes), len(baseline)))
            values[:, target] = nodes["value"]
            weights.append(values)
    # Every row ends in one leaf of the first tree.
    weights[0] = weights[0] + baseline
    if not is_classifier:
        return forest_model(trees, weights, output, columns)
    softmax = helper.make_node("Softmax", ["raw"], [output], axis=1)
    ensemble = tree_ensemble(trees, weights, "raw", columns)
    return serialise([*ensemble, softmax], [], columns, output, len(baseline))


def as_tree(nodes: Any) -> SimpleNamespace:
    """A boosted tree with the names of scikit-learn's other trees."""
    is_leaf = nodes["is_leaf"].astype(bool)
    return SimpleNamespace(
        node_count=len(nodes),
        children_left=np.where(is_leaf, -1, nodes["left"].astype(np.int64)),
        children_right=np.where(is_leaf, -1, nodes["right"].astype(np.int64)),
        feature=nodes["feature_idx"].astype(np.int64),
        threshold=np.where(is_leaf, 0.0, nodes["num_threshold"]),
        weighted_n_node_samples=nodes["count"],
    )
