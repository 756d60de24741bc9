"""Python and the gateway agree: the same prepared rows, leaves and answers, in Node.

Needs the built gateway (`npm ci`, `npx tsc -b`); the UCI files join in where they are present.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from conftest import REPOSITORY, made_up_measurements, needs_gateway, uci_file
from leaves import all_splits, leaf_model, run

from provador_training.data import Floats, Singles, Wines, load
from provador_training.features import FIELDS
from provador_training.golden import corner_wines
from provador_training.grade_forest import GradeForest
from provador_training.preparation import prepare
from provador_training.train import trained
from provador_training.versions import VERSION_2, VERSIONS, Version

SCRIPT = Path("test") / "parity" / "predict-rows.mjs"
GENERATED = 10_000
TOLERANCE = {"distribution": 1e-6, "score": 1e-5}


@dataclass(frozen=True)
class Model:
    """An ONNX file that the gateway's engine is to run in place of the version's own."""

    path: Path
    tensor: str
    width: int


@pytest.fixture(scope="module", autouse=True)
def gateway() -> None:
    """Skips all of this file where the gateway cannot be run."""
    needs_gateway()


def in_node(
    version: Version, wines: Floats, width: int, folder: Path, other: Model | None = None
) -> tuple[Singles, Singles]:
    """The gateway's answers float32 [N, width] and its prepared rows float32 [N, k]."""
    paths = [folder / name for name in ("wines.f64", "answers.f32", "prepared.f32")]
    paths[0].write_bytes(wines.astype("<f8").tobytes())
    extra = [] if other is None else [other.path, other.tensor, other.width]
    command = ["node", SCRIPT, version.name, *paths, *extra]
    done = subprocess.run(
        [str(part) for part in command], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answers, prepared = (np.fromfile(path, dtype="<f4") for path in paths[1:])
    return answers.reshape(len(wines), width), prepared.reshape(len(wines), -1)


@pytest.fixture(scope="module")
def measurements() -> Floats:
    """At least 10,000 wines, float64 [N, 11]: made up, at the corners, and the UCI files'."""
    made_up = made_up_measurements(GENERATED, seed=11)
    blocks = [made_up, corner_wines(made_up)]
    for name in ("winequality-red.csv", "winequality-white.csv"):
        try:
            blocks.append(load(uci_file(name), sha256=None).measurements)
        except pytest.skip.Exception:
            continue  # the made-up wines are enough where the files are not
    return np.vstack(blocks)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"version {version.name}")
def test_prepared_rows_are_bitwise_equal_and_answers_are_those_of_python(
    version: Version, measurements: Floats, tmp_path: Path
) -> None:
    rows = prepare(measurements, version.preparation)
    content = (REPOSITORY / "models/red-wine-quality" / version.name / "model.onnx").read_bytes()
    expected = run(content, rows)
    answers, prepared = in_node(version, measurements, expected.shape[1], tmp_path)
    assert prepared.tobytes() == rows.tobytes()
    assert np.abs(answers - expected).max() <= TOLERANCE[version.kind]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"version {version.name}")
def test_answers_are_those_of_scikit_learn(
    version: Version, measurements: Floats, red: Wines, tmp_path: Path
) -> None:
    expected = trained(version, red).predict(prepare(measurements, version.preparation))
    answers, _ = in_node(version, measurements, expected.shape[1], tmp_path)
    assert np.abs(answers - expected).max() <= TOLERANCE[version.kind]


@pytest.fixture(scope="module")
def forest(red: Wines) -> GradeForest:
    model = trained(VERSION_2, red)
    assert isinstance(model, GradeForest)
    return model


def test_no_wine_lands_in_another_leaf(
    forest: GradeForest, measurements: Floats, tmp_path: Path
) -> None:
    wines = np.vstack([measurements, wines_at_splits(forest, measurements)])
    rows = prepare(wines, VERSION_2.preparation)
    trees = len(forest.trees)
    model = Model(tmp_path / "leaves.onnx", "leaves", trees)
    model.path.write_bytes(leaf_model(forest.trees, rows.shape[1]))
    leaves, prepared = in_node(VERSION_2, wines, trees, tmp_path, model)
    assert prepared.tobytes() == rows.tobytes()
    assert (leaves == forest.leaves(rows)).all()


def wines_at_splits(forest: GradeForest, measurements: Floats) -> Floats:
    """Wines with one measurement moved to a split's float32 threshold, or one ulp beside it."""
    features, thresholds = all_splits(forest.trees)
    measured = features < len(FIELDS)
    features, nearest = features[measured], thresholds[measured].astype(np.float32)
    chosen = np.random.default_rng(12).integers(0, len(features), len(measurements))
    beside = [np.nextafter(nearest, np.float32(way)) for way in (-np.inf, np.inf)]
    values = np.vstack([nearest, *beside])
    moved = measurements.copy()
    wine = np.arange(len(moved))
    moved[wine, features[chosen]] = values[wine % 3, chosen]
    return moved
