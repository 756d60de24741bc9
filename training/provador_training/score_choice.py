"""How the nonconformity score of distributions was chosen, on selection seeds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from joblib import Parallel, delayed

from provador_training.card_text import counted, percent, table
from provador_training.conformal import CANDIDATES, SCORES, calibration_scores, covered
from provador_training.data import Floats, Wines
from provador_training.equal_coverage import (
    COMPARED,
    LEVELS,
    held_and_width,
    signed,
    widths_compared,
)
from provador_training.folds import SELECTION_SEEDS
from provador_training.intervals import nested_folds
from provador_training.versions import Version

CHOICE_SEEDS = SELECTION_SEEDS
"""The repetitions on which the nonconformity score was chosen."""


def measure_choice(version: Version, wines: Wines, seeds: Sequence[int], jobs: int) -> Floats:
    """Coverage and mean width of each candidate, float64 [repetitions, candidates, levels, 2]."""
    return np.stack(
        Parallel(n_jobs=jobs)(delayed(_one_repetition)(version, wines, seed) for seed in seeds)
    )


def _one_repetition(version: Version, wines: Wines, seed: int) -> Floats:
    grades = version.grades(wines.grades)
    total = np.zeros((len(CANDIDATES), len(LEVELS), 2))
    for fold in nested_folds(version, wines, seed):
        truth = wines.quality[fold.train]
        own = np.searchsorted(grades, wines.quality[fold.test])
        for index, name in enumerate(CANDIDATES):
            ascending = calibration_scores(name, fold.calibration, truth, grades)
            sets = np.stack(
                [covered(name, fold.answers, grades, ascending, level) for level in LEVELS]
            )
            total[index] += held_and_width(sets, own)
    return total / len(wines.quality)


def choice_section(measured: Floats) -> list[str]:
    """The candidates' figures, and which of them is narrowest; its words follow the figures."""
    chosen = CANDIDATES.index(SCORES["distribution"])
    asked = [LEVELS.index(level) for level in COMPARED]
    equal = widths_compared(measured)
    means = equal.mean(axis=2)
    wider = means - means[:, chosen : chosen + 1]
    rows = [
        (
            f"`{name}`",
            *(f"{percent(own[i, 0])} / {own[i, 1]:.3f}" for i in asked),
            f"{means[:, index].mean():.4f}",
            "–" if index == chosen else signed(wider[:, index]),
        )
        for index, (name, own) in enumerate(zip(CANDIDATES, measured.mean(axis=0), strict=True))
    ]
    head = [
        "score",
        *(f"{percent(level)} %: inside, % / width" for level in COMPARED),
        "mean width at equal coverage",
        "wider by",
    ]
    others = np.delete(wider.mean(axis=0), chosen)
    is_narrowest = bool((others > 0).all())
    return [
        "### How the score was chosen",
        "",
        f"{counted(len(measured), 'repetition')} of nested folds with selection seeds from"
        f" {CHOICE_SEEDS[0]}, which give no figure above. Widths are compared where equally many"
        " true grades are inside (80, 90 and 95 %), with the standard error over repetitions.",
        "",
        *table(head, rows),
        "",
        f"`{CANDIDATES[chosen]}` was taken; on these repetitions its intervals are"
        f" {'the narrowest' if is_narrowest else 'not the narrowest'} of the three at equal"
        " coverage.",
        "",
    ]
