"""The gateway's contributions are Shapley values: shap's, and those of the definition.

Needs the built gateway (`npm ci`, `npx tsc -b`) and shap (`make -C training oracles`). With
PROVADOR_SLOW=1 the definition is asked for 200 wines instead of the first dozen.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from conftest import REPOSITORY, made_up_measurements, uci_file

from provador_training.answers import scores_of_answers
from provador_training.data import Floats, load
from provador_training.features import FIELDS
from provador_training.onnx_export import INPUT
from provador_training.preparation import prepare
from provador_training.served_trees import served_trees, tree_explainer
from provador_training.shapley import Score, contributions
from provador_training.versions import VERSION_2, VERSIONS, Version

SCRIPT = Path("test") / "parity" / "explain-rows.mjs"
WINES = 200
FEW = 12
SLOW = os.environ.get("PROVADOR_SLOW") == "1"
TOLERANCE = 1e-5

shap = pytest.importorskip("shap", reason="needs shap: run `make -C training oracles`")


@pytest.fixture(scope="module", autouse=True)
def gateway() -> None:
    """Skips all of this file where the gateway cannot be run or does not explain."""
    if shutil.which("node") is None:
        pytest.skip("needs Node.js")
    for path in (REPOSITORY / "node_modules", REPOSITORY / "dist" / "app.js"):
        if not path.exists():
            pytest.skip(f"needs {path.relative_to(REPOSITORY)}: run `npm ci` and `npx tsc -b`")
    if not (REPOSITORY / SCRIPT).exists():
        pytest.skip(f"needs {SCRIPT}, which asks the gateway for contributions")


def in_node(version: Version, wines: Floats, folder: Path, *options: str) -> tuple[Floats, float]:
    """The gateway's contributions float64 [N, k] and its baseline.

    k is 11, or the number of prepared columns with the option `--columns`.
    """
    paths = [folder / name for name in ("wines.f64", "contributions.f64", "baseline.f64")]
    paths[0].write_bytes(wines.astype("<f8").tobytes())
    command = ["node", str(SCRIPT), version.name, *map(str, paths), *options]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode != 0 and "--columns" in options:
        pytest.skip(f"the gateway does not explain columns: {done.stderr.strip()[-200:]}")
    assert done.returncode == 0, done.stderr
    answers, baseline = (np.fromfile(path, dtype="<f8") for path in paths[1:])
    return answers.reshape(len(wines), -1), float(baseline[0])


@pytest.fixture(scope="module")
def asked() -> Floats:
    """WINES wines float64 [N, 11]: real ones of both colours, or made up where they are missing."""
    blocks = []
    for name in ("winequality-red.csv", "winequality-white.csv"):
        try:
            blocks.append(load(uci_file(name), sha256=None).measurements)
        except pytest.skip.Exception:
            blocks.append(made_up_measurements(1000, seed=21))
    random = np.random.default_rng(22)
    parts = [block[random.permutation(len(block))[: WINES // 2]] for block in blocks]
    # Alternating, so that the first few are of both.
    return np.stack(parts, axis=1).reshape(WINES, len(FIELDS))


def parameters(version: Version, name: str) -> Any:
    folder = REPOSITORY / "parameters" / "red-wine-quality" / version.name
    return json.loads((folder / name).read_text("utf-8"))


def background_of(version: Version) -> Floats:
    return np.array(parameters(version, "background.json")["rows"])


def served(version: Version) -> Score:
    """The committed model's scores of measurements, by ONNX Runtime, in float64."""
    path = REPOSITORY / "models" / "red-wine-quality" / version.name / "model.onnx"
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    grades = np.array(parameters(version, "output.json")["grades"])

    def score(measurements: Floats) -> Floats:
        rows = prepare(np.asarray(measurements, dtype=np.float64), version.preparation)
        answer = session.run(None, {INPUT: rows})[0].astype(np.float64)
        return scores_of_answers(version, answer, grades)

    return score


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"version {version.name}")
def test_contributions_add_up_to_the_score(version: Version, asked: Floats, tmp_path: Path) -> None:
    found, baseline = in_node(version, asked, tmp_path)
    assert found.shape == (WINES, len(FIELDS))
    score = served(version)
    assert baseline == pytest.approx(score(background_of(version)).mean(), abs=TOLERANCE)
    assert np.abs(found.sum(axis=1) + baseline - score(asked)).max() <= TOLERANCE


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"version {version.name}")
def test_contributions_are_those_of_the_definition(
    version: Version, asked: Floats, tmp_path: Path
) -> None:
    wines = asked if SLOW else asked[:FEW]
    found, _ = in_node(version, wines, tmp_path)
    score, background = served(version), background_of(version)
    expected = np.stack([contributions(wine, background, score) for wine in wines])
    assert np.abs(found - expected).max() <= TOLERANCE


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"version {version.name}")
def test_contributions_are_those_of_shaps_exact_explainer(
    version: Version, asked: Floats, tmp_path: Path
) -> None:
    wines = asked[:FEW]
    found, baseline = in_node(version, wines, tmp_path)
    background = background_of(version)
    masker = shap.maskers.Independent(background, max_samples=len(background))
    explained = shap.explainers.Exact(served(version), masker)(
        wines, max_evals=2 ** len(FIELDS), silent=True
    )
    assert np.abs(explained.base_values - baseline).max() <= TOLERANCE
    assert np.abs(found - explained.values).max() <= TOLERANCE


def test_contributions_of_columns_are_those_of_shaps_tree_explainer(
    asked: Floats, tmp_path: Path
) -> None:
    found, baseline = in_node(VERSION_2, asked, tmp_path, "--columns")
    rows, background = (
        prepare(block, VERSION_2.preparation).astype(np.float64)
        for block in (asked, background_of(VERSION_2))
    )
    path = REPOSITORY / "models" / "red-wine-quality" / VERSION_2.name / "model.onnx"
    grades = np.array(parameters(VERSION_2, "output.json")["grades"])
    explainer = tree_explainer(served_trees(path.read_bytes(), grades, rows.shape[1]), background)
    expected = explainer.shap_values(rows, check_additivity=False)
    assert float(np.ravel(explainer.expected_value)[0]) == pytest.approx(baseline, abs=TOLERANCE)
    assert np.abs(found - np.reshape(expected, found.shape)).max() <= TOLERANCE
