"""The two files of a diagram: its description, and the layout beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin_ops.errors import Usage
from twin_schemas.plant import plant_document

if TYPE_CHECKING:
    from pathlib import Path

    from twin_schemas.plant import Plant


def layout_beside(file: Path) -> Path:
    """`methanol.layout.yaml` for `methanol.yaml`."""
    return file.with_suffix(".layout.yaml")


def read_text(file: Path) -> str:
    """What is in a file.

    Raises:
        Usage: It is not there, or is no text.
    """
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(f"{file} can not be read: {error}") from error


def run_as(plant: Plant, area: str) -> dict[str, Any]:
    """An area as the plant is run: its texts, and the whole plant to draw it within.

    Raises:
        Usage: The plant has no such area, or it is not in a file of its own.
    """
    files = {file.stem: file for file in plant.files if file.suffix == ".yaml"}
    if area not in plant.areas or area not in files:
        there = ", ".join(name for name in plant.areas if name in files)
        raise Usage(f"the plant has no area {area} in a file of its own; it has: {there}")
    layout = layout_beside(files[area])
    return {
        "revision": 0,
        "area": area,
        "plant": plant_document(plant),
        "text": {
            "description": read_text(files[area]),
            "layout": read_text(layout) if layout.exists() else "",
        },
    }
