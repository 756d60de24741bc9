"""A test-only model with a forest's trees whose output is the leaf that each wine ends in."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime

from provador_training.data import Floats, Ints, Singles
from provador_training.onnx_export import INPUT, forest_model


def leaf_model(trees: list[Any], columns: int, turned: bool = False) -> bytes:
    """ONNX with the output `leaves` float32 [N, trees]: scikit-learn's number of each leaf."""
    weights = []
    for index, tree in enumerate(trees):
        numbers = np.zeros((tree.node_count, len(trees)))
        numbers[:, index] = np.arange(tree.node_count)
        weights.append(numbers)
    return forest_model(trees, weights, "leaves", columns, turned)


def run(model: bytes, rows: Singles) -> Singles:
    """The only output of a model for prepared rows float32 [N, k]."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    assert len(session.get_outputs()) == 1
    answer: Singles = session.run(None, {INPUT: rows})[0]
    return answer


def all_splits(trees: list[Any]) -> tuple[Ints, Floats]:
    """The columns int64 and thresholds float64 of every split of every tree."""
    inner = [tree.children_left >= 0 for tree in trees]
    features = np.hstack([tree.feature[mask] for tree, mask in zip(trees, inner, strict=True)])
    thresholds = np.hstack([tree.threshold[mask] for tree, mask in zip(trees, inner, strict=True)])
    return features, thresholds
