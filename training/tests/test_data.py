"""Reading and downloading the file, and the accepted ranges."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from provador_training.data import DataError, Wines, load
from provador_training.features import COLUMNS

HEADER = ";".join(f'"{name}"' for name in [*COLUMNS, "quality"])
CONTENT = f"{HEADER}\n7.4;0.7;0;1.9;0.076;11;34;0.9978;3.51;0.56;9.4;5\n".encode()


class Quiet(SimpleHTTPRequestHandler):
    """A file server that does not write to the test's output."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "wines.csv").write_bytes(CONTENT)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/wines.csv"
    server.shutdown()
    server.server_close()


def test_a_download_is_checked_and_parsed(address: str) -> None:
    wines = load(url=address, sha256=hashlib.sha256(CONTENT).hexdigest())
    assert wines.measurements.tolist() == [
        [7.4, 0.7, 0, 1.9, 0.076, 11, 34, 0.9978, 3.51, 0.56, 9.4]
    ]
    assert wines.quality.tolist() == [5]


def test_a_file_with_another_digest_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"wines\.csv: expected SHA-256 00.*, got"):
        load(url=address, sha256="00")
    with pytest.raises(DataError, match="expected SHA-256"):
        load(tmp_path / "wines.csv")


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wines.csv"
    path.write_bytes(CONTENT.replace(b"alcohol", b"spirit"))
    with pytest.raises(DataError, match="expected the columns"):
        load(path, sha256=None)


def test_the_uci_file(red: Wines) -> None:
    assert red.measurements.shape == (1599, 11)
    assert red.grades.tolist() == [3, 4, 5, 6, 7, 8]


def test_a_file_that_cannot_be_downloaded_is_named(address: str) -> None:
    with pytest.raises(DataError, match=r"none\.csv: .*404.*give its path"):
        load(url=address.replace("wines.csv", "none.csv"))
