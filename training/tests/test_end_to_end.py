"""The whole pipeline on made-up wines: complete, consistent, and the same bytes every time."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from leaves import run

from provador_training.conformal import SCORES
from provador_training.data import Wines
from provador_training.golden import EXPLAINED
from provador_training.manifest import Files, signature_holds
from provador_training.preparation import prepare
from provador_training.train import measure, version_files, write
from provador_training.versions import VERSION_1, VERSION_2, VERSIONS, Version

PARAMETERS = ("background", "calibration", "features", "golden", "output", "preprocessing")


def whole_run(wines: Wines, jobs: int) -> dict[str, Files]:
    evidence = measure(wines, [0], jobs, None)
    return {version.name: version_files(version, evidence) for version in VERSIONS}


@pytest.fixture(scope="module")
def files(wines: Wines) -> dict[str, Files]:
    return whole_run(wines, jobs=1)


def test_a_rerun_gives_the_same_bytes_whatever_the_number_of_jobs(
    files: dict[str, Files], wines: Wines
) -> None:
    assert whole_run(wines, jobs=2) == files


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_a_run_writes_every_file(files: dict[str, Files], version: Version, tmp_path: Path) -> None:
    write(files[version.name], version, tmp_path)
    written = {path.name for path in tmp_path.rglob(f"{version.name}/*")}
    plots = {"confusion.svg", "predicted-against-true.svg"}
    if version.kind == "distribution":
        plots.add("reliability.svg")
    parameters = {f"{name}.json" for name in PARAMETERS}
    assert written == {"model.onnx", "manifest.json", "MODEL_CARD.md", *plots, *parameters}


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_the_manifest_holds(files: dict[str, Files], version: Version) -> None:
    signed = files[version.name]["model/manifest.json"]
    content = json.loads(signed)
    assert signature_holds(signed, content["sha256"])
    assert set(content["files"]) == set(files[version.name]) - {"model/manifest.json"}
    assert list(content["files"]) == sorted(content["files"])
    assert [entry["protocol"] for entry in content["metrics"]] == ["GROUPED", "PAPER"]
    assert (content["metrics"][0]["logLoss"] is None) == (version is VERSION_1)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_onnx_runtime_gives_the_golden_answers(files: dict[str, Files], version: Version) -> None:
    golden = json.loads(files[version.name]["parameters/golden.json"])
    assert len(golden["rows"]) >= 20
    measurements = np.array([row["measurements"] for row in golden["rows"]])
    rows = prepare(measurements, json.loads(files[version.name]["parameters/preprocessing.json"]))
    answers = run(files[version.name]["model/model.onnx"], rows)
    if version is VERSION_2:
        expected = [row["probabilities"] for row in golden["rows"]]
        assert answers == pytest.approx(np.array(expected), abs=golden["tolerance"]["probability"])
    else:
        scores = np.array([[row["score"]] for row in golden["rows"]])
        assert answers == pytest.approx(scores, abs=golden["tolerance"]["score"])


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_golden_contributions_add_up(files: dict[str, Files], version: Version) -> None:
    golden = json.loads(files[version.name]["parameters/golden.json"])
    explained = [row for row in golden["rows"] if row["contributions"] is not None]
    assert explained == golden["rows"][:EXPLAINED]
    for row in explained:
        total = golden["baseline"] + sum(row["contributions"])
        assert total == pytest.approx(row["score"], abs=1e-9)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_intervals_have_a_score_of_every_row(
    files: dict[str, Files], version: Version, wines: Wines
) -> None:
    interval = json.loads(files[version.name]["parameters/calibration.json"])["interval"]
    assert interval["score"] == SCORES[version.kind]
    assert len(interval["scores"]) == len(wines.quality)
    assert interval["scores"] == sorted(interval["scores"])
    assert "## Intervals" in files[version.name]["model/MODEL_CARD.md"].decode()


def test_both_versions_have_the_same_background(files: dict[str, Files]) -> None:
    first, second = (files[version.name]["parameters/background.json"] for version in VERSIONS)
    assert first == second
    assert len(json.loads(first)["rows"]) == 64


def test_the_card_says_the_manifests_figures(files: dict[str, Files]) -> None:
    card = files["2"]["model/MODEL_CARD.md"].decode()
    for entry in json.loads(files["2"]["model/manifest.json"])["metrics"]:
        assert f"value: {entry['rankedProbabilityScore']}" in card
        assert f"{entry['meanAbsoluteDeviation']:.3f}" in card
