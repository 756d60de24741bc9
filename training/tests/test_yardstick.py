"""The yardstick: MAPIE's sets beside ours, on one repetition of made-up wines."""

from __future__ import annotations

import numpy as np
import pytest

from provador_training.data import Wines
from provador_training.equal_coverage import COMPARED, LEVELS, width_at
from provador_training.versions import VERSION_1, VERSIONS, Version
from provador_training.yardstick import (
    OURS,
    hull,
    methods,
    one_repetition,
    page,
)


def test_a_hull_has_no_gaps_and_an_empty_set_stays_empty() -> None:
    sets = np.array([[0, 1, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]], dtype=bool)
    expected = [[0, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]]
    assert hull(sets).astype(int).tolist() == expected


def test_widths_are_read_off_between_measured_ones() -> None:
    assert width_at(np.array([[0.8, 1.0], [0.9, 2.0]]), 0.85) == pytest.approx(1.5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"version {version.name}")
def test_every_method_is_measured(version: Version, wines: Wines) -> None:
    pytest.importorskip("mapie", reason="needs MAPIE: run `make -C training oracles`")
    measured = one_repetition(version, wines, 0)
    assert measured.shape == (len(methods(version)), len(LEVELS), 2)
    assert (measured[:, :, 0] <= 1).all()
    assert (np.diff(measured, axis=1) >= -1e-9).all(), "more confidence, wider and more covered"
    if version is VERSION_1:
        # The same rule: whole grades within a distance of the score.
        wide = LEVELS.index(0.9)
        assert measured[0, wide:] == pytest.approx(measured[1, wide:], abs=0.02)


def test_the_page_has_a_line_for_each_method() -> None:
    figures = np.stack([np.array(LEVELS), np.linspace(1, 3, len(LEVELS))], axis=1)
    measured = {v.name: np.stack([[figures] * len(methods(v))] * 2) for v in VERSIONS}
    text = page(measured).decode()
    for version in VERSIONS:
        for name in methods(version):
            assert text.count(f"| {name} |") == (4 if name == OURS else 2)
    assert f"width where {100 * COMPARED[0]:.1f} % are inside" in text
