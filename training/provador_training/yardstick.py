"""Our intervals against MAPIE's prediction sets: `make yardstick` writes `YARDSTICK.md`.

MAPIE gets the same held-out answers to calibrate on and the same answers to judge, on the same
nested folds. Its sets may have gaps, be empty or lack the answered grade; what is compared are
their hulls, the runs from their lowest to their highest grade, as they are and with that grade
taken in. Sets of different coverage do not compare, so that widths are read off at equal coverage,
between the confidences at which they were measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin

from provador_training.answers import grades_of_answers
from provador_training.card_text import percent, table
from provador_training.conformal import SCORES, calibration_scores, covered
from provador_training.data import Floats, Ints, Wines, load
from provador_training.equal_coverage import (
    COMPARED,
    LEVELS,
    Sets,
    held_and_width,
    signed,
    widths_compared,
)
from provador_training.folds import REPORTED_SEEDS
from provador_training.intervals import Nested, nested_folds
from provador_training.versions import VERSIONS, Version

PAGE = Path(__file__).resolve().parents[1] / "YARDSTICK.md"
OURS = "Provador"

Method = Callable[[Nested, Ints, Ints], Sets]
"""A nested fold, its training rows' true grades and the grades to the sets of its test rows."""


class GivenProbabilities(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A classifier whose rows are the probabilities float64 [N, G] that it answers with."""

    def __init__(self, grades: Any = None) -> None:
        self.grades = grades

    def fit(self, rows: Floats, quality: Ints) -> GivenProbabilities:
        """Learns nothing."""
        self.classes_ = np.asarray(self.grades)
        self.n_features_in_ = rows.shape[1]
        return self

    def predict_proba(self, rows: Floats) -> Floats:
        """The rows themselves."""
        return rows

    def predict(self, rows: Floats) -> Ints:
        """The most probable grade."""
        grade: Ints = self.classes_[np.argmax(rows, axis=1)]
        return grade


class GivenScores(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """A regressor whose rows are the scores float64 [N, 1] that it answers with."""

    def fit(self, rows: Floats, quality: Ints) -> GivenScores:
        """Learns nothing."""
        self.n_features_in_ = rows.shape[1]
        return self

    def predict(self, rows: Floats) -> Floats:
        """The rows themselves."""
        scores: Floats = rows[:, 0]
        return scores


def main() -> None:
    """Measures every method on the reported seeds and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the UCI file; downloaded from UCI without it")
    parser.add_argument("--repetitions", type=int, default=len(REPORTED_SEEDS))
    parser.add_argument("--jobs", type=int, default=2, help="processes; never changes the result")
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args()
    wines = load(options.data)
    seeds = REPORTED_SEEDS[: options.repetitions]
    measured = {
        version.name: np.stack(
            Parallel(n_jobs=options.jobs)(
                delayed(one_repetition)(version, wines, seed) for seed in seeds
            )
        )
        for version in VERSIONS
    }
    options.out.write_bytes(page(measured))
    print(options.out.read_text("utf-8"))


def methods(version: Version) -> dict[str, Method]:
    """The methods' names, ours first."""

    def ours(fold: Nested, truth: Ints, grades: Ints) -> Sets:
        name = SCORES[version.kind]
        ascending = calibration_scores(name, fold.calibration, truth, grades)
        return np.stack([covered(name, fold.answers, grades, ascending, level) for level in LEVELS])

    if version.kind == "score":
        return {OURS: ours, "MAPIE, absolute residual": residual_sets}

    def lac(fold: Nested, truth: Ints, grades: Ints) -> Sets:
        return classification_sets("lac", {}, fold, truth, grades)

    def aps(fold: Nested, truth: Ints, grades: Ints) -> Sets:
        return classification_sets("aps", {"include_last_label": True}, fold, truth, grades)

    def randomised(fold: Nested, truth: Ints, grades: Ints) -> Sets:
        return classification_sets("aps", {"include_last_label": "randomized"}, fold, truth, grades)

    def with_grade(way: Method) -> Method:
        def sets(fold: Nested, truth: Ints, grades: Ints) -> Sets:
            answered = grades_of_answers(version, fold.answers, grades)
            taken_in: Sets = way(fold, truth, grades) | (answered[:, None] == grades)
            return taken_in

        return sets

    return {
        OURS: ours,
        "MAPIE, LAC": lac,
        "MAPIE, LAC, with the answered grade": with_grade(lac),
        "MAPIE, APS": aps,
        "MAPIE, APS, randomised": randomised,
        "MAPIE, APS, randomised, with the answered grade": with_grade(randomised),
    }


def classification_sets(
    score: str, how: dict[str, Any], fold: Nested, truth: Ints, grades: Ints
) -> Sets:
    """MAPIE's split conformal sets by one of its conformity scores."""
    from mapie.classification import SplitConformalClassifier

    given = GivenProbabilities(grades).fit(fold.calibration, truth)
    mapie = SplitConformalClassifier(given, list(LEVELS), score, random_state=0)
    mapie.conformalize(fold.calibration, truth)
    sets = mapie.predict_set(fold.answers, conformity_score_params=how or None)[1]
    inside: Sets = np.moveaxis(np.asarray(sets, dtype=np.bool_), 2, 0)
    return inside


def residual_sets(fold: Nested, truth: Ints, grades: Ints) -> Sets:
    """The grades inside MAPIE's split conformal intervals around a score."""
    from mapie.regression import SplitConformalRegressor

    given = GivenScores().fit(fold.calibration, truth)
    mapie = SplitConformalRegressor(given, list(LEVELS))
    mapie.conformalize(fold.calibration, truth)
    bounds = np.moveaxis(np.asarray(mapie.predict_interval(fold.answers)[1]), 2, 0)
    inside: Sets = (bounds[:, :, :1] <= grades) & (grades <= bounds[:, :, 1:])
    return inside


def hull(sets: Sets) -> Sets:
    """Each set with the grades between its lowest and its highest."""
    upwards = np.maximum.accumulate(sets, axis=-1)
    downwards = np.maximum.accumulate(sets[..., ::-1], axis=-1)[..., ::-1]
    run: Sets = upwards & downwards
    return run


def one_repetition(version: Version, wines: Wines, seed: int) -> Floats:
    """Coverage and mean width of every method at every level, float64 [methods, levels, 2]."""
    grades = version.grades(wines.grades)
    ways = methods(version)
    total = np.zeros((len(ways), len(LEVELS), 2))
    for fold in nested_folds(version, wines, seed):
        own = np.searchsorted(grades, wines.quality[fold.test])
        for index, way in enumerate(ways.values()):
            sets = hull(way(fold, wines.quality[fold.train], grades))
            total[index] += held_and_width(sets, own)
    return total / len(wines.quality)


def page(measured: dict[str, Floats]) -> bytes:
    """`YARDSTICK.md` of a version's name to float64 [repetitions, methods, levels, 2]."""
    repetitions = len(next(iter(measured.values())))
    lines = [
        "# Yardstick: intervals against MAPIE",
        "",
        "Written by `make -C training yardstick`; do not edit. MAPIE calibrates on the same"
        f" held-out answers and judges the same wines, on nested grouped folds, {repetitions}"
        " repetitions of 5. Its sets are filled up to runs of grades; they may be empty and need"
        " not hold the answered grade, which ours always do. Widths are numbers of grades; the last"
        " column is the mean of the three less ours, with its standard error over repetitions.",
        "",
    ]
    for version in VERSIONS:
        lines += [f"## Version {version.name}", "", *_tables(version, measured[version.name]), ""]
    return "\n".join(lines).encode()


def _tables(version: Version, measured: Floats) -> list[str]:
    names = list(methods(version))
    asked = [LEVELS.index(level) for level in COMPARED]
    as_asked = [
        (name, *(f"{percent(own[i, 0])} / {own[i, 1]:.3f}" for i in asked))
        for name, own in zip(names, measured.mean(axis=0), strict=True)
    ]
    # At equal coverage, a repetition at a time: [repetitions, methods, compared].
    equal = widths_compared(measured)
    wider = equal.mean(axis=2) - equal.mean(axis=2)[:, :1]
    at_equal = [
        (
            name,
            *(f"{width:.3f}" for width in equal[:, index].mean(axis=0)),
            f"{equal[:, index].mean():.3f}",
            "–" if name == OURS else signed(wider[:, index]),
        )
        for index, name in enumerate(names)
    ]
    head = ["method", *(f"asked for {percent(c)} %: inside, % / width" for c in COMPARED)]
    equal_head = ["method", *(f"width where {percent(c)} % are inside" for c in COMPARED)]
    return [
        *table(head, as_asked),
        "",
        *table([*equal_head, "mean", "wider than ours by"], at_equal),
    ]


if __name__ == "__main__":
    main()
