"""Repeated cross-validation of a version under one protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from provador_training.data import Floats, Ints, Wines
from provador_training.folds import FOLDS, PROTOCOLS, REPORTED_SEEDS
from provador_training.learner import Recipe
from provador_training.metrics import (
    Figures,
    distribution_figures,
    expected_grade,
    median_grade,
    rounded_grade,
    score_figures,
)
from provador_training.preparation import prepare
from provador_training.versions import Version

DESCRIPTIONS = {
    "GROUPED": "{} repetitions of {} folds, identical measurements never on both sides",
    "PAPER": "{} repetitions of {} folds over all rows, repeated wines included",
}


@dataclass(frozen=True)
class Evaluation:
    """What one protocol measured: mean `figures`, their standard errors and every prediction.

    `predictions` is float64 [repetitions, N, G] (or [.., 1] for a score), in the rows' order.
    """

    protocol: str
    figures: Figures
    errors: Figures
    predictions: Floats
    truth: Ints
    grades: Ints

    def metrics(self) -> dict[str, object]:
        """The manifest's entry."""
        repetitions = len(self.predictions)
        rounded = {
            name: None if value is None else round(value, 6) for name, value in self.figures.items()
        }
        return {
            "protocol": self.protocol,
            "description": DESCRIPTIONS[self.protocol].format(repetitions, FOLDS),
            "repetitions": repetitions,
            "folds": FOLDS,
            "rows": len(self.truth),
            **rounded,
        }


def evaluate(
    version: Version,
    wines: Wines,
    protocol: str,
    seeds: Sequence[int] = REPORTED_SEEDS,
    jobs: int = 2,
) -> Evaluation:
    """Trains and tests `version` on every fold of every seed; `jobs` changes only the time."""
    predictions = np.stack(
        Parallel(n_jobs=jobs)(
            delayed(held_out_predictions)(version, wines, protocol, seed) for seed in seeds
        )
    )
    grades = version.grades(wines.grades)
    repetitions = [figures(version, answer, wines.quality, grades) for answer in predictions]
    means, errors = mean_figures(repetitions), standard_errors(repetitions)
    return Evaluation(protocol, means, errors, predictions, wines.quality, grades)


def held_out_predictions(
    recipe: Recipe, wines: Wines, protocol: str, seed: int, grades: Ints | None = None
) -> Floats:
    """One repetition: for every wine the answer of the model that has not seen it, [N, G].

    `grades` are the wines' own unless they are a part of more wines, which may have more grades.
    """
    rows = prepare(wines.measurements, recipe.preparation)
    learnt = wines.grades if grades is None else grades
    answers: list[tuple[Ints, Floats]] = []
    for train, test in PROTOCOLS[protocol](wines.measurements, seed):
        model = recipe.create(learnt, seed).fit(rows[train], wines.quality[train])
        answers.append((test, model.predict(rows[test])))
    predictions = np.empty((len(rows), answers[0][1].shape[1]))
    for test, answer in answers:
        predictions[test] = answer
    return predictions


def figures(version: Version, answer: Floats, truth: Ints, grades: Ints) -> Figures:
    """The figures of one repetition's answers."""
    if version.kind == "distribution":
        return distribution_figures(answer, truth, grades)
    return score_figures(answer[:, 0], truth, grades)


def grades_of(version: Version, evaluation: Evaluation) -> Ints:
    """The held-out grades int64 [repetitions, N]."""
    rule = median_grade if version.kind == "distribution" else _rounded_column
    return np.stack([rule(answer, evaluation.grades) for answer in evaluation.predictions])


def scores_of(version: Version, evaluation: Evaluation) -> Floats:
    """The held-out scores float64 [repetitions, N]."""
    if version.kind == "distribution":
        return expected_grade(evaluation.predictions, evaluation.grades)
    return evaluation.predictions[..., 0]


def _rounded_column(answer: Floats, grades: Ints) -> Ints:
    return rounded_grade(answer[:, 0], grades)


def mean_figures(repetitions: Sequence[Figures]) -> Figures:
    """The mean of each figure over repetitions; None stays None."""
    return {name: None if v is None else float(v.mean()) for name, v in _columns(repetitions)}


def standard_errors(repetitions: Sequence[Figures]) -> Figures:
    """The standard error of each mean over repetitions; 0 of a single one, None stays None.

    Repetitions share their wines, so that it says how much another shuffle would change the figure,
    not how much other wines would.
    """
    count = len(repetitions)
    return {
        name: None if v is None else float(v.std(ddof=1)) / count**0.5 if count > 1 else 0.0
        for name, v in _columns(repetitions)
    }


def _columns(repetitions: Sequence[Figures]) -> Iterator[tuple[str, Floats | None]]:
    for name in repetitions[0]:
        values = [figures[name] for figures in repetitions]
        known = [value for value in values if value is not None]
        yield name, np.array(known) if known else None
