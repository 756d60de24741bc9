"""The UCI Wine Quality file: read from a path, or downloaded and checked."""

from __future__ import annotations

import hashlib
import io
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from provador_training.features import COLUMNS

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

RED_URL = (
    "https://archive.ics.uci.edu/ml/machine-learning-databases/wine-quality/winequality-red.csv"
)
RED_SHA256 = "4a402cf041b025d4566d954c3b9ba8635a3a8a01e039005d97d6a710278cf05e"


@dataclass(frozen=True)
class Source:
    """Where wines come from, as manifests and cards say it; `page` is an address."""

    name: str
    page: str
    licence: str


RED = Source(
    "UCI Wine Quality, red", "https://archive.ics.uci.edu/dataset/186/wine+quality", "CC BY 4.0"
)


@dataclass(frozen=True)
class Wines:
    """N wines in columns.

    `measurements` is float64 [N, 11] in the order and units of the feature table, `quality` the
    tasters' grade int64 [N], `sha256` the digest of the file's bytes.
    """

    measurements: Floats
    quality: Ints
    sha256: str
    source: Source = RED

    @property
    def grades(self) -> Ints:
        """Every grade from the lowest to the highest given, int64 [G]."""
        return np.arange(self.quality.min(), self.quality.max() + 1)


class DataError(Exception):
    """The file is out of reach, or not the one that this pipeline trains on."""


def load(path: Path | None = None, *, url: str = RED_URL, sha256: str | None = RED_SHA256) -> Wines:
    """The wines of `path`, or of `url` where no path is given, once their digest is checked.

    `sha256=None` takes any file of the same form (the white wines, synthetic ones).
    """
    content = download(url) if path is None else path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if sha256 is not None and digest != sha256:
        raise DataError(f"{path or url}: expected SHA-256 {sha256}, got {digest}")
    return parse(content, digest)


def download(url: str, timeout_seconds: float = 60) -> bytes:
    """The bytes behind `url`."""
    try:
        with urllib.request.urlopen(url, timeout=timeout_seconds) as response:
            content: bytes = response.read()
    except OSError as error:
        raise DataError(f"{url}: {error}; download it by hand and give its path") from error
    return content


def parse(content: bytes, digest: str = "") -> Wines:
    """The wines of a file in UCI's form: semicolons, quoted names, the grade last."""
    text = content.decode("utf-8")
    header = [name.strip().strip('"') for name in text.splitlines()[0].split(";")]
    expected = [*COLUMNS, "quality"]
    if header != expected:
        raise DataError(f"expected the columns {expected}, got {header}")
    table = np.loadtxt(io.StringIO(text), delimiter=";", skiprows=1, ndmin=2)
    grades = table[:, -1]
    strange = np.flatnonzero(~np.isin(grades, np.arange(11)))
    if len(strange):
        raise DataError(
            f"expected grades that are whole numbers from 0 to 10, got {grades[strange[0]]:g} in"
            f" line {strange[0] + 2}"
        )
    return Wines(table[:, :-1].copy(), table[:, -1].astype(np.int64), digest)
