"""The preparation's operations, and the descriptions of both versions."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import made_up_measurements

from provador_training.features import FIELDS
from provador_training.preparation import RAW, prepare, prepare_exactly
from provador_training.versions import VERSIONS

WINE = np.array([[7.4, 0.7, 0.0, 1.9, 0.076, 11.0, 34.0, 0.9978, 3.51, 0.56, 9.4]])


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ({"op": "log1p", "inputs": ["totalSulfurDioxide"]}, np.log(35)),
        ({"op": "minMax", "inputs": ["freeSulfurDioxide"], "min": 1, "max": 72}, 10 / 71),
        ({"op": "ratio", "inputs": ["freeSulfurDioxide", "totalSulfurDioxide"]}, 11 / 34),
        ({"op": "ratio", "inputs": ["freeSulfurDioxide", "citricAcid"]}, 0.0),
        ({"op": "difference", "inputs": ["totalSulfurDioxide", "freeSulfurDioxide"]}, 23.0),
        ({"op": "product", "inputs": ["alcohol", "sulphates"]}, 9.4 * 0.56),
        ({"op": "sum", "inputs": ["alcohol", "sulphates"]}, 9.4 + 0.56),
    ],
)
def test_operations(step: dict[str, object], expected: float) -> None:
    description = {"steps": [{**step, "output": "new"}], "columns": ["new"]}
    assert prepare_exactly(WINE, description)[0, 0] == pytest.approx(expected, rel=1e-15)


def test_zero_by_zero_is_zero_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    step = {"op": "ratio", "inputs": ["freeSulfurDioxide", "totalSulfurDioxide"], "output": "r"}
    assert prepare(np.zeros((3, 11)), {"steps": [step], "columns": ["r"]}).tolist() == [[0.0]] * 3
    assert not recwarn.list


def test_steps_build_on_each_other() -> None:
    steps = [
        {"op": "log1p", "inputs": ["alcohol"], "output": "a"},
        {"op": "product", "inputs": ["a", "a"], "output": "b"},
    ]
    got = prepare_exactly(WINE, {"steps": steps, "columns": ["b", "pH"]})
    assert got.tolist() == [[np.log1p(9.4) ** 2, 3.51]]


def test_an_output_cannot_replace_a_column() -> None:
    step = {"op": "log1p", "inputs": ["alcohol"], "output": "alcohol"}
    with pytest.raises(ValueError, match="exists already"):
        prepare(WINE, {"steps": [step], "columns": ["alcohol"]})


def test_raw_is_the_measurements_cast_once() -> None:
    assert np.array_equal(prepare(WINE, RAW), WINE.astype(np.float32))


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_versions_prepare_every_accepted_wine_to_finite_float32(version: object) -> None:
    description = version.preparation
    rows = prepare(np.vstack([made_up_measurements(500, 1), np.zeros((1, 11))]), description)
    assert rows.dtype == np.float32
    assert rows.shape == (501, len(description["columns"]))
    assert np.isfinite(rows).all()
    names = {*FIELDS, *(step["output"] for step in description["steps"])}
    assert set(description["columns"]) <= names
