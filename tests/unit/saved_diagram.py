"""A kept revision of a diagram."""

from __future__ import annotations

from typing import Any

from twin_schemas.diagram_events import DiagramSaved


def saved_diagram(diagram: str, **more: Any) -> DiagramSaved:
    """Its first revision, by ann, with no mistakes; `more` are other fields."""
    fields: dict[str, Any] = {
        "revision": 1,
        "parent": 0,
        "author": "ann",
        "description": "",
        "layout": "",
        "problems": 0,
        "time_ns": 1,
    }
    return DiagramSaved(diagram=diagram, **(fields | more))
