"""JSON as both sides agree on it: UTF-8, two spaces, floats that round-trip, no NaN."""

from __future__ import annotations

import json


def to_json(value: object) -> bytes:
    """`value` as the bytes of a JSON file; keys stay in their order."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()
