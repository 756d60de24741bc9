"""The versions of the model, each as data: what the pipeline trains, evaluates and writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from provador_training.data import Ints
from provador_training.features import FIELDS
from provador_training.grade_forest import ForestSettings, GradeForest
from provador_training.learner import Learner
from provador_training.old_model import PREPARATION, OldModel
from provador_training.preparation import Description


class Published(Learner, Protocol):
    """A learner that can be published as a version."""

    def to_onnx(self) -> bytes:
        """The model's ONNX file."""

    def calibration(self) -> dict[str, Any]:
        """What `calibration.json` says before its reliability table."""


@dataclass(frozen=True)
class Version:
    """One version's definition.

    `create(grades, seed)` gives the untrained model. `trains` is false where the published model is
    a given formula, which evaluation still refits inside the folds.
    """

    name: str
    description: str
    algorithm: str
    trained_at: str
    preparation: Description
    kind: str
    create: Callable[[Ints, int], Published]
    trains: bool = True
    seed: int = 0

    @property
    def tensor(self) -> str:
        """The name of the ONNX model's output."""
        return "probabilities" if self.kind == "distribution" else "score"

    def grades(self, training_grades: Ints) -> Ints:
        """The grades of the answers: those of the training data, or all for a bare score."""
        return training_grades if self.kind == "distribution" else np.arange(11)


FOREST = ForestSettings(
    trees=100,
    min_samples_leaf=2,
    max_features=0.5,
    shrinkage=1.0,
    prior_weight=0.01,
    turned=True,
)
FOREST_PREPARATION: Description = {
    "steps": [
        {
            "op": "difference",
            "inputs": ["totalSulfurDioxide", "freeSulfurDioxide"],
            "output": "boundSulfurDioxide",
        },
        {
            "op": "ratio",
            "inputs": ["freeSulfurDioxide", "totalSulfurDioxide"],
            "output": "freeToTotalSulfurDioxide",
        },
        {
            "op": "ratio",
            "inputs": ["sulphates", "chlorides"],
            "output": "sulphatesToChlorides",
        },
        {
            "op": "ratio",
            "inputs": ["totalSulfurDioxide", "sulphates"],
            "output": "totalSulfurDioxideToSulphates",
        },
    ],
    "columns": [
        *FIELDS,
        "boundSulfurDioxide",
        "freeToTotalSulfurDioxide",
        "sulphatesToChlorides",
        "totalSulfurDioxideToSulphates",
    ],
}

VERSION_1 = Version(
    name="1",
    description="The old API's model, kept as the baseline: a score that rises with alcohol.",
    algorithm="ElasticNet (alpha 0.5, l1_ratio 0.5): score = 4.344849 + 0.124930 × alcohol",
    trained_at="2026-11-23",
    preparation=PREPARATION,
    kind="score",
    create=lambda grades, seed: OldModel(),
    trains=False,
)
VERSION_2 = Version(
    name="2",
    description="A distribution over the grades that a panel of tasters would give a red wine;"
    " the grade is its median, the score its mean.",
    algorithm=f"Extremely randomised trees on cumulative grades ({FOREST.trees} trees, leaves of"
    f" {FOREST.min_samples_leaf} and more, shrunk towards their ancestors),"
    " probabilities over grades 3 to 8",
    trained_at="2026-11-24",
    preparation=FOREST_PREPARATION,
    kind="distribution",
    create=lambda grades, seed: GradeForest(FOREST, grades, seed),
)
VERSIONS = (VERSION_1, VERSION_2)
