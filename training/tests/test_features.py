"""The feature table."""

from __future__ import annotations

import numpy as np
import pytest

from provador_training.data import Wines
from provador_training.features import COLUMNS, FEATURES, FIELDS

LOW = np.array([feature.accepted_min for feature in FEATURES])
HIGH = np.array([feature.accepted_max for feature in FEATURES])


def test_names_fields_and_columns_are_distinct_and_follow_each_other() -> None:
    assert len(FEATURES) == len(set(FIELDS)) == len(set(COLUMNS)) == 11
    for feature in FEATURES:
        assert feature.name == feature.column.upper().replace(" ", "_")
        camel = "".join(word.capitalize() for word in feature.column.split())
        assert feature.field.lower() == camel.lower()


def test_each_feature_says_what_it_is_and_where_its_range_comes_from() -> None:
    for feature in FEATURES:
        assert feature.unit
        assert feature.description.endswith(".")
        assert feature.source.endswith(".")


def test_ranges_are_never_negative_and_never_empty() -> None:
    assert (LOW >= 0).all()
    assert (LOW < HIGH).all()


@pytest.mark.parametrize("colour", ["red", "white"])
def test_every_wine_of_both_uci_files_is_accepted(
    colour: str, request: pytest.FixtureRequest
) -> None:
    wines: Wines = request.getfixturevalue(colour)
    assert (wines.measurements >= LOW).all()
    assert (wines.measurements <= HIGH).all()
    free, total = FIELDS.index("freeSulfurDioxide"), FIELDS.index("totalSulfurDioxide")
    assert (wines.measurements[:, free] <= wines.measurements[:, total]).all()


def test_red_wines_leave_room_on_both_sides(red: Wines) -> None:
    seen_low, seen_high = red.measurements.min(axis=0), red.measurements.max(axis=0)
    assert ((seen_low > LOW) | (LOW == 0)).all()
    assert (seen_high < HIGH).all()
