"""The contract that is supplied, and records of it."""

from __future__ import annotations

import json
from typing import Any

NAME = "bench.sample"
RECORDS = 250
SCHEMA: dict[str, Any] = {
    "type": "record",
    "name": "Sample",
    "doc": "A sample of the laboratory.",
    "fields": [
        {"name": "place", "type": "string", "doc": "Where it was taken."},
        {"name": "component", "type": "string", "doc": "What was looked for."},
        {"name": "share", "type": "double", "doc": "Found.", "minimum": 0, "maximum": 1},
        {"name": "number", "type": "long", "doc": "Of the sample."},
        {"name": "note", "type": ["null", "string"], "default": None, "doc": "More."},
    ],
}
DECLARATION = {"name": NAME, "owner": "laboratory", "avro": SCHEMA}


def batch(begin: int) -> bytes:
    """A request's records, numbered from `begin` on."""
    return json.dumps([
        {
            "place": f"AT-{number % 40}",
            "component": "NH3",
            "share": number % 1_000 / 1_000,
            "number": number,
            "note": None,
        }
        for number in range(begin, begin + RECORDS)
    ]).encode()
