"""The calibration of a version's intervals, and their evaluation on nested folds.

Intervals are evaluated as they are published: the wines of each outer fold are judged by a model of
the other wines, whose limits come from folds within those other wines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from provador_training.answers import grades_of_answers
from provador_training.conformal import SCORES, calibration_scores, covered
from provador_training.data import Floats, Ints, Wines
from provador_training.evaluation import held_out_predictions
from provador_training.folds import CALIBRATION_SEED, REPORTED_SEEDS, grouped_folds
from provador_training.preparation import prepare
from provador_training.versions import Version

CONFIDENCES = (0.5, 0.8, 0.9, 0.95)


@dataclass(frozen=True)
class Nested:
    """One outer fold: its rows and what is known of them and of the rows that it trains on.

    `calibration` is the held-out answer, float64 [n, G] or [n, 1], to each row of `train`, and
    `answers` the answer to each row of `test` of the model that has learnt from all of `train`.
    """

    train: Ints
    test: Ints
    calibration: Floats
    answers: Floats


@dataclass(frozen=True)
class IntervalEvaluation:
    """What the intervals of a version held on nested folds.

    `inside` is bool [confidences, repetitions, N, G], `quality` the grade that each interval lies
    around, int64 [repetitions, N], `truth` int64 [N], `grades` int64 [G].
    """

    inside: NDArray[np.bool_]
    quality: Ints
    truth: Ints
    grades: Ints

    def hits(self) -> NDArray[np.bool_]:
        """Whether each interval holds the true grade, bool [confidences, repetitions, N]."""
        own = np.searchsorted(self.grades, self.truth)
        hits: NDArray[np.bool_] = self.inside[:, :, np.arange(len(own)), own]
        return hits

    def widths(self) -> Ints:
        """How many grades each interval holds, int64 [confidences, repetitions, N]."""
        widths: Ints = self.inside.sum(axis=-1)
        return widths


def interval_scores(version: Version, wines: Wines) -> Floats:
    """The ascending scores float64 [N] of `calibration.json`."""
    answers = held_out_predictions(version, wines, "GROUPED", CALIBRATION_SEED)
    grades = version.grades(wines.grades)
    return calibration_scores(SCORES[version.kind], answers, wines.quality, grades)


def evaluate_intervals(
    version: Version,
    wines: Wines,
    seeds: Sequence[int] = REPORTED_SEEDS,
    jobs: int = 2,
) -> IntervalEvaluation:
    """Calibrates and tests on every outer fold of every seed; `jobs` changes only the time."""
    repetitions = Parallel(n_jobs=jobs)(
        delayed(one_repetition)(version, wines, seed) for seed in seeds
    )
    inside, quality = zip(*repetitions, strict=True)
    grades = version.grades(wines.grades)
    return IntervalEvaluation(np.stack(inside, axis=1), np.stack(quality), wines.quality, grades)


def one_repetition(version: Version, wines: Wines, seed: int) -> tuple[NDArray[np.bool_], Ints]:
    """Which grades each wine's intervals hold [confidences, N, G], and its grade int64 [N]."""
    name = SCORES[version.kind]
    grades = version.grades(wines.grades)
    inside = np.empty((len(CONFIDENCES), len(wines.quality), len(grades)), dtype=np.bool_)
    quality = np.empty_like(wines.quality)
    for fold in nested_folds(version, wines, seed):
        ascending = calibration_scores(name, fold.calibration, wines.quality[fold.train], grades)
        for index, confidence in enumerate(CONFIDENCES):
            inside[index, fold.test] = covered(name, fold.answers, grades, ascending, confidence)
        quality[fold.test] = grades_of_answers(version, fold.answers, grades)
    return inside, quality


def nested_folds(version: Version, wines: Wines, seed: int) -> Iterator[Nested]:
    """The grouped folds of one repetition, each calibrated on folds of its training rows."""
    rows = prepare(wines.measurements, version.preparation)
    for train, test in grouped_folds(wines.measurements, seed):
        part = Wines(wines.measurements[train], wines.quality[train], wines.sha256)
        calibration = held_out_predictions(
            version, part, "GROUPED", CALIBRATION_SEED, grades=wines.grades
        )
        model = version.create(wines.grades, seed).fit(rows[train], wines.quality[train])
        yield Nested(train, test, calibration, model.predict(rows[test]))
