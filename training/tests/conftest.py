"""Wines for the tests: the UCI files where they are, and made-up ones everywhere."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from provador_training.data import Wines, load
from provador_training.features import FEATURES, FIELDS

REPOSITORY = Path(__file__).resolve().parents[2]
FREE, TOTAL = FIELDS.index("freeSulfurDioxide"), FIELDS.index("totalSulfurDioxide")


def uci_file(name: str) -> Path:
    """A UCI file, looked for at PROVADOR_DATA and beside the checkout; skips where it is not."""
    named = os.environ.get("PROVADOR_DATA")
    beside = REPOSITORY.parent / "shared" / "data"
    folder = beside if named is None else Path(named)
    if folder.is_file():
        folder = folder.parent
    if not (folder / name).exists():
        pytest.skip(f"{name} is not in {folder}; set PROVADOR_DATA to the folder that holds it")
    return folder / name


def needs_gateway() -> None:
    """Skips where the gateway cannot be run."""
    if shutil.which("node") is None:
        pytest.skip("needs Node.js")
    for path in (REPOSITORY / "node_modules", REPOSITORY / "dist" / "app.js"):
        if not path.exists():
            pytest.skip(f"needs {path.relative_to(REPOSITORY)}: run `npm ci` and `npx tsc -b`")


def made_up_measurements(count: int, seed: int) -> np.ndarray:
    """Wines drawn evenly from the accepted ranges, free sulfur dioxide at most the total."""
    random = np.random.default_rng(seed)
    low = [feature.accepted_min for feature in FEATURES]
    high = [feature.accepted_max for feature in FEATURES]
    wines = random.uniform(low, high, (count, len(FEATURES))).round(4)
    wines[:, FREE] = np.minimum(wines[:, FREE], wines[:, TOTAL])
    return wines


def made_up_wines(count: int = 300, seed: int = 7) -> Wines:
    """Wines with a few repeated rows, whose grade 3 to 8 follows alcohol and acidity."""
    measurements = made_up_measurements(count, seed)
    measurements[-count // 10 :] = measurements[: count // 10]
    signal = measurements[:, -1] / 4 - measurements[:, 1] / 3
    ranks = np.argsort(np.argsort(signal, kind="stable"), kind="stable")
    return Wines(measurements, 3 + ranks * 6 // count, "0" * 64)


@pytest.fixture(scope="session")
def red() -> Wines:
    return load(uci_file("winequality-red.csv"))


@pytest.fixture(scope="session")
def white() -> Wines:
    return load(uci_file("winequality-white.csv"), sha256=None)


@pytest.fixture(scope="session")
def wines() -> Wines:
    return made_up_wines()
