"""Who writes and who reads each contract of the code, from a file that `make generate` writes.

The agents' classes declare it; the file spares a process the import of all of them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path

TRAFFIC_FILE = Path(__file__).with_name("traffic.json")


@functools.cache
def _traffic() -> Mapping[str, Mapping[str, list[str]]]:
    content: Mapping[str, Mapping[str, list[str]]] = json.loads(TRAFFIC_FILE.read_text())
    return content


def declared_readers(topic: str) -> list[str]:
    """Agents that handle a contract; none for one that the code does not know."""
    return list(_traffic().get(topic, {}).get("readers", []))


def declared_writers(topic: str) -> list[str]:
    """Agents that publish a contract; none for one that the code does not know."""
    return list(_traffic().get(topic, {}).get("writers", []))
