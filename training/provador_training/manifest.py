"""The manifest: what a version is, how good it is, and one hash over all of its files."""

from __future__ import annotations

import hashlib
from typing import Any

from provador_training.data import Wines
from provador_training.evaluation import Evaluation
from provador_training.json_files import to_json
from provador_training.versions import Version

Files = dict[str, bytes]
"""A version's files: "model/<name>" and "parameters/<name>" to their bytes."""

UNSIGNED = "0" * 64


def manifest(version: Version, wines: Wines, evaluations: list[Evaluation], files: Files) -> bytes:
    """The signed bytes of `manifest.json` for the version's other files."""
    content: dict[str, Any] = {
        "format": 1,
        "name": "red-wine-quality",
        "version": version.name,
        "description": version.description,
        "algorithm": version.algorithm,
        "trainedAt": version.trained_at,
        "data": {
            "name": wines.source.name,
            "url": wines.source.page,
            "licence": wines.source.licence,
            "dataSha256": wines.sha256,
            "rows": len(wines.quality),
        },
        "metrics": [evaluation.metrics() for evaluation in evaluations],
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
        "sha256": UNSIGNED,
    }
    return sign(to_json(content))


def sign(unsigned: bytes) -> bytes:
    """The manifest with the SHA-256 of its own bytes, taken while those 64 digits were zeros."""
    digest = hashlib.sha256(unsigned).hexdigest()
    return unsigned.replace(f'"sha256": "{UNSIGNED}"'.encode(), f'"sha256": "{digest}"'.encode())


def signature_holds(signed: bytes, digest: str) -> bool:
    """Whether `digest`, as the manifest states it, is that of the manifest."""
    return sign(signed.replace(digest.encode(), UNSIGNED.encode())) == signed
