"""The model card's plots: their numbers, and drawings that a browser can read."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from provador_training.evaluation import Evaluation
from provador_training.plots import confusion, plots
from provador_training.svg import Svg, number
from provador_training.versions import VERSION_1, VERSION_2, Version


def evaluation(version: Version) -> Evaluation:
    random = np.random.default_rng(1)
    truth = random.integers(3, 9, 60)
    if version.kind == "distribution":
        predictions = random.dirichlet(np.ones(6), (2, 60))
    else:
        predictions = random.uniform(3, 8, (2, 60, 1))
    return Evaluation("GROUPED", {}, {}, predictions, truth, version.grades(np.arange(3, 9)))


def test_confusion_by_hand() -> None:
    grades = np.array([5, 6, 7])
    shares = confusion(np.array([5, 6, 6, 6]), np.array([5, 5, 6, 6]), grades)
    assert shares.tolist() == [[0.5, 0.5, 0], [0, 1, 0], [0, 0, 0]]


@pytest.mark.parametrize("version", [VERSION_1, VERSION_2], ids=["score", "distribution"])
def test_plots_are_small_and_well_formed(version: Version) -> None:
    drawn = plots(version, evaluation(version))
    assert ("reliability.svg" in drawn) == (version is VERSION_2)
    for content in drawn.values():
        assert len(content) < 20_000
        root = ElementTree.fromstring(content.decode())
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root[0].text


def test_text_is_escaped_and_numbers_are_short() -> None:
    svg = Svg(10, 10, "a < b & c")
    assert ElementTree.fromstring(svg.bytes())[0].text == "a < b & c"
    assert [number(value) for value in (1.0, 0.5, 1 / 3, 120.0)] == ["1", "0.5", "0.33", "120"]
