"""Node ids of a server that does not use the names of the plant description."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

from twin_plc_adapters.tag_map import read_tag_map
from twin_schemas.plant.entry import Entry

_NODE = re.compile(r"(?:nsu=[^;]+;|ns=\d+;)?[isgb]=.+")
_FORM = "write ns=2;s=Name, or nsu=NAMESPACE;s=Name"


def read_node_map(path: Path, tags: Container[str]) -> dict[str, str]:
    """Node id by tag.

    Raises:
        PlantError: If the map has mistakes; names each with file and line.
    """
    return read_tag_map(path, "opcua", tags, _read)


def _read(entry: Entry) -> str:
    entry.check_keys("node", "unit", "type", "access")
    node = entry.text("node")
    if node and not _NODE.fullmatch(node):
        entry.note("node", f"'{node}' is no node id", _FORM)
    return node
