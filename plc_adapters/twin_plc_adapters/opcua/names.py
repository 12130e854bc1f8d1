"""How tags are named in the address space, the same for client and server."""

from __future__ import annotations

from twin_schemas.plant import Tag

NAMESPACE = "urn:twinbus:plant"


def node_path(tag: Tag) -> str:
    """String identifier of a tag's node, `area/equipment/tag`."""
    return f"{tag.area}/{tag.equipment}/{tag.name}"
