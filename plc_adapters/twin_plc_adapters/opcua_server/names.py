"""How the twin's values are named in the address space: `area/equipment/tag/series`."""

from __future__ import annotations

from typing import Literal

from twin_plc_adapters.opcua.names import node_path
from twin_schemas.plant import Tag

NAMESPACE = "urn:twinbus:twin"
Series = Literal["Desired", "Reported", "Simulated", "Residual"]
SERIES: tuple[Series, ...] = ("Desired", "Reported", "Simulated", "Residual")


def value_path(tag: Tag, series: Series) -> str:
    """String identifier of one value's node."""
    return f"{node_path(tag)}/{series}"
