"""The manifest's hash, which the gateway checks in the same way."""

from __future__ import annotations

import hashlib
import json

from provador_training.json_files import to_json
from provador_training.manifest import UNSIGNED, sign, signature_holds

UNSIGNED_BYTES = to_json({"description": "Grades – “tinto”", "sha256": UNSIGNED})


def test_the_digest_is_that_of_the_bytes_with_its_digits_zeroed() -> None:
    signed = sign(UNSIGNED_BYTES)
    digest = json.loads(signed)["sha256"]
    assert digest == hashlib.sha256(UNSIGNED_BYTES).hexdigest()
    assert signed.replace(digest.encode(), b"0" * 64) == UNSIGNED_BYTES
    assert signature_holds(signed, digest)


def test_one_changed_byte_breaks_the_signature() -> None:
    signed = sign(UNSIGNED_BYTES)
    digest = json.loads(signed)["sha256"]
    assert not signature_holds(signed.replace(b"tinto", b"Tinto"), digest)


def test_json_is_readable_and_ends_its_last_line() -> None:
    assert to_json({"a": 0.1, "ü": None}) == '{\n  "a": 0.1,\n  "ü": null\n}\n'.encode()
