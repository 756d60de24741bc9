"""The parameter files that travel with a model: feature table, preparation, output, calibration."""

from __future__ import annotations

from typing import Any

import numpy as np

from provador_training.data import Floats, Wines
from provador_training.evaluation import Evaluation
from provador_training.features import FEATURES
from provador_training.golden import golden
from provador_training.json_files import to_json
from provador_training.manifest import Files
from provador_training.metrics import reliability
from provador_training.versions import Published, Version


def parameter_files(version: Version, model: Published, wines: Wines, grouped: Evaluation) -> Files:
    """All files of the version's parameters folder."""
    contents = {
        "features": feature_table(wines),
        "preprocessing": version.preparation,
        "output": {
            "kind": version.kind,
            "tensor": version.tensor,
            "grades": version.grades(wines.grades).tolist(),
        },
        "calibration": {**model.calibration(), "reliability": pooled_reliability(version, grouped)},
        "golden": golden(version, model, wines),
    }
    return {f"parameters/{name}.json": to_json(content) for name, content in contents.items()}


def pooled_reliability(version: Version, evaluation: Evaluation) -> list[dict[str, Any]]:
    """The reliability table over all repetitions' held-out wines; none for a bare score."""
    if version.kind != "distribution":
        return []
    repetitions, rows, grades = evaluation.predictions.shape
    return reliability(
        evaluation.predictions.reshape(repetitions * rows, grades),
        np.tile(evaluation.truth, repetitions),
        evaluation.grades,
    )


def training_range(measurements: Floats, index: int) -> dict[str, float]:
    """The minimum, median and maximum of one feature in the training data."""
    values = measurements[:, index]
    return {
        "min": float(values.min()),
        "median": float(np.median(values)),
        "max": float(values.max()),
    }


def feature_table(wines: Wines) -> dict[str, Any]:
    """The content of `features.json`."""
    return {
        "features": [
            {
                "name": feature.name,
                "field": feature.field,
                "column": feature.column,
                "unit": feature.unit,
                "description": feature.description,
                "accepted": {
                    "min": feature.accepted_min,
                    "max": feature.accepted_max,
                    "source": feature.source,
                },
                "training": training_range(wines.measurements, index),
            }
            for index, feature in enumerate(FEATURES)
        ]
    }
