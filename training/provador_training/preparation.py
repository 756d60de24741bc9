"""Preparation as data: executes the description that the gateway executes, in float64.

The description is what `preprocessing.json` holds: steps over named columns that start as the
eleven fields, and the columns that the model gets. All steps run in float64 and the result is cast
once to float32, here as in the gateway, so that no wine lands in another leaf of a tree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from provador_training.data import Floats, Singles
from provador_training.features import FIELDS

Description = dict[str, Any]
Step = dict[str, Any]

RAW: Description = {"steps": [], "columns": list(FIELDS)}


def prepare(measurements: Floats, description: Description) -> Singles:
    """The model's input float32 [N, k] of measurements float64 [N, 11] in the table's order."""
    return np.ascontiguousarray(prepare_exactly(measurements, description), dtype=np.float32)


def prepare_exactly(measurements: Floats, description: Description) -> Floats:
    """The same before the cast, float64 [N, k]."""
    columns: dict[str, Floats] = dict(zip(FIELDS, measurements.T, strict=True))
    for step in description["steps"]:
        if step["output"] in columns:
            raise ValueError(f"step {step} writes {step['output']!r}, which exists already")
        columns[step["output"]] = OPERATIONS[step["op"]](
            step, *(columns[name] for name in step["inputs"])
        )
    return np.column_stack([columns[name] for name in description["columns"]])


def _ratio(step: Step, a: Floats, b: Floats) -> Floats:
    # A ratio to nothing says nothing: 0, so that no infinity or NaN reaches a model.
    return np.divide(a, b, out=np.zeros_like(a), where=b != 0)


OPERATIONS: dict[str, Callable[..., Floats]] = {
    "log1p": lambda step, a: np.log1p(a),
    "minMax": lambda step, a: (a - step["min"]) / (step["max"] - step["min"]),
    "ratio": _ratio,
    "difference": lambda step, a, b: a - b,
    "product": lambda step, a, b: a * b,
    "sum": lambda step, a, b: a + b,
}
