"""The candidates of the experiment: each a preparation, a learner and its settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lightgbm import LGBMClassifier
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import (
    BaggingClassifier,
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from provador_training.candidate_models import (
    Blend,
    Create,
    CumulativeLogistic,
    LightGbmClassifier,
    Sharpened,
)
from provador_training.data import Ints
from provador_training.grade_forest import ForestSettings, GradeForest
from provador_training.learner import Learner
from provador_training.preparation import RAW, Description
from provador_training.preparations import LOGGED, RATIOS
from provador_training.scikit_model import ScikitModel
from provador_training.versions import FOREST, FOREST_PREPARATION

FIRST = {"trees": 150, "max_features": 1.0, "shrinkage": 0.25, "smoothstep": False}
"""The forest that seeds 0 to 19 were first spent on; `folds.py` says what became of them."""


@dataclass(frozen=True)
class Candidate:
    """One line of the experiment; `create(grades, seed)` gives the untrained learner."""

    name: str
    preparation: Description
    create: Create


def candidates() -> list[Candidate]:
    """Every candidate, the champion's family first."""
    chosen = FOREST_PREPARATION
    return [
        Candidate(f"grade forest, {FOREST.trees} trees (version 2)", chosen, _grade_forest()),
        *[
            Candidate(f"grade forest, {trees} trees", chosen, _grade_forest(trees=trees))
            for trees in (25, 50, 100, 150, 200)
            if trees != FOREST.trees
        ],
        Candidate("version 2 without shrinkage", chosen, _grade_forest(shrinkage=0.0)),
        Candidate("version 2 on the eleven columns", RAW, _grade_forest()),
        Candidate("version 2 with log1p of skewed columns", LOGGED, _grade_forest()),
        Candidate("version 2 with nine ratios and products", RATIOS, _grade_forest()),
        Candidate("version 2, leaves of 1", chosen, _grade_forest(min_samples_leaf=1)),
        Candidate("version 2, leaves of 4", chosen, _grade_forest(min_samples_leaf=4)),
        Candidate("version 2, all columns tried", chosen, _grade_forest(max_features=1.0)),
        Candidate("version 2 without smoothstep", chosen, _grade_forest(smoothstep=False)),
        Candidate("version 2, the sum sharpened and not the leaves", chosen, _sharpened),
        Candidate("version 2, as first trained", chosen, _grade_forest(**FIRST)),
        Candidate("extra trees, 50, leaf 2", RAW, _extra_trees(50)),
        Candidate("extra trees, 100, leaf 2", RAW, _extra_trees(100)),
        Candidate("extra trees, 200, leaf 2", RAW, _extra_trees(200)),
        Candidate("extra trees, 200, leaf 4", RAW, _extra_trees(200, leaf=4)),
        Candidate("extra trees, 300, leaf 1, sqrt", RAW, _extra_trees(300, leaf=1, tried="sqrt")),
        Candidate("extra trees, 200, leaf 2, nine ratios", RATIOS, _extra_trees(200, tried=0.3)),
        Candidate("random forest, 100, leaf 2", RAW, _random_forest(100, 2)),
        Candidate("random forest, 200, leaf 2", RAW, _random_forest(200, 2)),
        Candidate("random forest, 200, leaf 1", RAW, _random_forest(200, 1)),
        Candidate("histogram boosting (scikit-learn)", RAW, _histogram_boosting),
        Candidate("gradient boosting (LightGBM)", RAW, _lightgbm),
        Candidate("SVM, RBF, Platt scaling", LOGGED, _svm),
        Candidate("ordinal logistic, cumulative", LOGGED, _ordinal),
        Candidate("20 nearest neighbours, by distance", LOGGED, _neighbours),
        Candidate("5 bagged networks of 16 units", LOGGED, _network),
        Candidate("blend: forest 0.7, LightGBM 0.15, SVM 0.15", chosen, _blend),
    ]


def _grade_forest(**changes: Any) -> Create:
    settings: ForestSettings = replace(FOREST, **changes)
    return lambda grades, seed: GradeForest(settings, grades, seed)


def _sharpened(grades: Ints, seed: int) -> Learner:
    settings = replace(FOREST, shrinkage=0.0, prior_weight=0.03, smoothstep=False)
    return Sharpened(GradeForest(settings, grades, seed), 0.3)


def _extra_trees(trees: int, leaf: int = 2, tried: float | str = 0.5) -> Create:
    return lambda grades, seed: ScikitModel(
        ExtraTreesClassifier(trees, min_samples_leaf=leaf, max_features=tried, random_state=seed),
        grades,
    )


def _random_forest(trees: int, leaf: int) -> Create:
    return lambda grades, seed: ScikitModel(
        RandomForestClassifier(trees, min_samples_leaf=leaf, random_state=seed), grades
    )


def _histogram_boosting(grades: Ints, seed: int) -> Learner:
    boosting = HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=100, max_leaf_nodes=15, random_state=seed
    )
    return ScikitModel(boosting, grades)


def _lightgbm(grades: Ints, seed: int) -> Learner:
    boosting = LGBMClassifier(
        n_estimators=100,
        learning_rate=0.05,
        num_leaves=15,
        subsample=0.7,
        subsample_freq=1,
        colsample_bytree=0.7,
        random_state=seed,
        n_jobs=1,
        verbose=-1,
        deterministic=True,
        force_col_wise=True,
    )
    return LightGbmClassifier(boosting, grades)


def _svm(grades: Ints, seed: int) -> Learner:
    # Two inner folds, so that each holds wines of grade 3, of which there are ten.
    machine = CalibratedClassifierCV(
        make_pipeline(StandardScaler(), SVC(C=2.0, gamma=0.15)), cv=2, ensemble=False
    )
    return ScikitModel(machine, grades)


def _ordinal(grades: Ints, seed: int) -> Learner:
    return CumulativeLogistic(grades)


def _neighbours(grades: Ints, seed: int) -> Learner:
    neighbours = KNeighborsClassifier(n_neighbors=20, weights="distance")
    return ScikitModel(make_pipeline(StandardScaler(), neighbours), grades)


def _network(grades: Ints, seed: int) -> Learner:
    network = MLPClassifier((16,), alpha=0.3, max_iter=150, random_state=seed)
    bag = BaggingClassifier(network, n_estimators=5, random_state=seed)
    return ScikitModel(make_pipeline(StandardScaler(), bag), grades)


def _blend(grades: Ints, seed: int) -> Learner:
    parts = [GradeForest(FOREST, grades, seed), _lightgbm(grades, seed), _svm(grades, seed)]
    return Blend(parts, [0.7, 0.15, 0.15])
