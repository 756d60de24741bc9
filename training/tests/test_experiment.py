"""The experiment: its candidates, their exports and its table."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import made_up_measurements
from leaves import run

from provador_training.candidate_models import Blend
from provador_training.candidates import Candidate, candidates
from provador_training.data import Wines
from provador_training.experiment import one_repetition, onnx_facts, summary
from provador_training.experiment_table import HEAD, experiment_page
from provador_training.preparation import prepare

QUICK = [
    "extra trees, 50, leaf 2",
    "gradient boosting (LightGBM)",
    "SVM, RBF, Platt scaling",
    "ordinal logistic, cumulative",
    "20 nearest neighbours, by distance",
]


def named(name: str) -> Candidate:
    return next(candidate for candidate in candidates() if candidate.name == name)


def test_names_are_distinct_and_the_champion_is_first() -> None:
    names = [candidate.name for candidate in candidates()]
    assert len(names) == len(set(names))
    assert "(version 2)" in names[0]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", QUICK)
def test_candidates_answer_with_distributions_and_their_exports_agree(
    name: str, wines: Wines
) -> None:
    candidate = named(name)
    rows = prepare(wines.measurements, candidate.preparation)
    learner = candidate.create(wines.grades, 0).fit(rows, wines.quality)
    asked = prepare(made_up_measurements(200, 9), candidate.preparation)
    answers = learner.predict(asked)
    assert answers.shape == (200, 6)
    assert answers.sum(axis=1) == pytest.approx(np.ones(200))
    if hasattr(learner, "to_onnx"):
        # Converters round as they like (neighbours by distance by 0.02); the grade forest's own
        # export, which is published, is held to 1e-6 elsewhere.
        difference = np.abs(run(learner.to_onnx(), asked) - answers).max(axis=1)
        assert np.median(difference) < 0.05


def test_a_blend_is_the_weighted_mean() -> None:
    class Constant:
        def __init__(self, value: float) -> None:
            self.value = value

        def fit(self, rows: object, quality: object) -> object:
            return self

        def predict(self, rows: np.ndarray) -> np.ndarray:
            return np.full((len(rows), 1), self.value)

    blend = Blend([Constant(0.2), Constant(1.0)], [0.75, 0.25])
    assert blend.predict(np.zeros((2, 11))) == pytest.approx(np.full((2, 1), 0.4))


def test_the_table_has_a_line_for_each_candidate(wines: Wines) -> None:
    ordinal, trees = named("ordinal logistic, cumulative"), named("extra trees, 50, leaf 2")
    lines = []
    for candidate in (ordinal, trees):
        line = {"name": candidate.name, "onnx": onnx_facts(candidate, wines)}
        for protocol in ("GROUPED", "PAPER"):
            line[protocol] = summary([one_repetition(candidate, wines, protocol, 1000)])
        lines.append(line)
    page = experiment_page({"seeds": [1000], "folds": 5, "candidates": lines}).splitlines()
    table = [line for line in page if line.startswith("|")]
    assert table[0] == HEAD
    assert all(line.count("|") == HEAD.count("|") for line in table)
    assert "| – | – | – | – |" in table[2]
    assert "| – |" not in table[3]
