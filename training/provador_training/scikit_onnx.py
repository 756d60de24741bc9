"""Fitted scikit-learn estimators as ONNX with one input and one output.

Forests, boosted trees and lines are written by hand: in a form that the gateway can explain
exactly, and with thresholds that send every float32 the way that scikit-learn sends it. skl2onnx
converts the rest.
"""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from sklearn.base import is_classifier
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from provador_training.boosting import boosted_model
from provador_training.data import Floats
from provador_training.learner import ModelError
from provador_training.onnx_export import INPUT, forest_model, linear_model

FORESTS = (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
OPSETS = {"": 17, "ai.onnx.ml": 3}
"""What the gateway's ONNX Runtime has been tested with."""


def estimator_model(estimator: Any, output: str, rows: Floats) -> bytes:
    """The ONNX file of an estimator fitted to `rows` float64 [N, k]: float32 [N, k] in.

    A regressor answers float32 [N, 1], a classifier the probabilities of its classes [N, G].
    """
    columns = rows.shape[1]
    trees = trees_of(estimator)
    if trees is not None:
        # Averaged after the sum, as scikit-learn does: leaves that hold whole grades then add up
        # without rounding, and a score of exactly one half is not missed.
        values = [tree.value[:, 0, :] for tree in trees]
        return forest_model(trees, values, output, columns, aggregate="AVERAGE")
    line = line_of(estimator, rows)
    if line is not None:
        return linear_model(*line, output)
    return boosted_model(estimator, output, columns) or converted(estimator, output, columns)


def trees_of(estimator: Any) -> list[Any] | None:
    """The trees whose mean is the estimator's answer; None where it is not made of such."""
    if isinstance(estimator, FORESTS):
        return [tree.tree_ for tree in estimator.estimators_]
    is_tree = isinstance(estimator, DecisionTreeClassifier | DecisionTreeRegressor)
    return [estimator.tree_] if is_tree else None


def line_of(estimator: Any, rows: Floats) -> tuple[Floats, float] | None:
    """The coefficients and the intercept of a linear regressor; None where it is none.

    Held against its own answers, as there are coefficients behind a link or a kernel, too.
    """
    coefficients, intercept = getattr(estimator, "coef_", None), getattr(estimator, "intercept_", 0)
    if coefficients is None or is_classifier(estimator):
        return None
    slopes: Floats = np.asarray(coefficients, dtype=np.float64).ravel()
    constant = np.asarray(intercept, dtype=np.float64).ravel()
    if len(slopes) != rows.shape[1] or len(constant) != 1:
        return None
    answers = np.asarray(estimator.predict(rows)).ravel()
    is_line = np.allclose(rows @ slopes + constant, answers, rtol=1e-9, atol=1e-9)
    return (slopes, float(constant[0])) if is_line else None


def converted(estimator: Any, output: str, columns: int) -> bytes:
    """The estimator by skl2onnx, without a classifier's label.

    Raises:
        ModelError: skl2onnx does not know the estimator, or a part of it.
    """
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType

    try:
        model = to_onnx(
            estimator,
            initial_types=[(INPUT, FloatTensorType([None, columns]))],
            options={id(estimator): {"zipmap": False}} if is_classifier(estimator) else None,
            target_opset=OPSETS,
        )
    # It raises errors of many kinds, from its own to KeyError.
    except Exception as error:
        reason = textwrap.shorten(str(error), 200)
        raise ModelError(
            f"estimator: {type(estimator).__name__} cannot be written as ONNX: {reason}"
        ) from error
    graph = model.graph
    if is_classifier(estimator):
        del graph.output[0]
    (answer,) = graph.output
    for node in graph.node:
        node.output[:] = [output if name == answer.name else name for name in node.output]
        node.input[:] = [output if name == answer.name else name for name in node.input]
    answer.name = output
    content: bytes = model.SerializeToString(deterministic=True)
    return content
