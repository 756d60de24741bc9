"""The scalers that a pipeline begins with become part of the preparation.

Scaled in float64 and cast once, as everything before a model is, a wine gets the same numbers in
the gateway as in scikit-learn. Inside the ONNX file they would be scaled in float32, where a wine
that lies exactly at a tree's split could take the other branch.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler

from provador_training.data import Floats
from provador_training.preparation import Description, prepare_exactly

SCALERS = (MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler)
"""Each gives a column a + b x, with a and b of that column alone."""


def split_off_scalers(
    estimator: Any, measurements: Floats, preparation: Description
) -> tuple[Description, Any]:
    """The preparation with the leading scalers, fitted to float64 [N, 11], and what is left."""
    if not isinstance(estimator, Pipeline):
        return preparation, estimator
    steps = [(name, step) for name, step in estimator.steps if step not in (None, "passthrough")]
    while len(steps) > 1 and is_scaler(steps[0][1]):
        scaler = clone(steps.pop(0)[1]).fit(prepare_exactly(measurements, preparation))
        preparation = scaled(preparation, scaler)
    return preparation, steps[0][1] if len(steps) == 1 else Pipeline(steps)


def is_scaler(step: Any) -> bool:
    """Whether a step scales each column by a line, without an end."""
    return isinstance(step, SCALERS) and not getattr(step, "clip", False)


def scaled(preparation: Description, scaler: Any) -> Description:
    """The preparation with a "minMax" step for each column: what the scaler makes 0, and 1."""
    columns = preparation["columns"]
    ends = scaler.inverse_transform(np.array([[0.0] * len(columns), [1.0] * len(columns)]))
    steps = [
        {
            "op": "minMax",
            "inputs": [column],
            "output": f"scaled({column})",
            "min": float(low),
            "max": float(high),
        }
        for column, low, high in zip(columns, *ends, strict=True)
    ]
    return {
        "steps": [*preparation["steps"], *steps],
        "columns": [step["output"] for step in steps],
    }
