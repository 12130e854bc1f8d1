"""Reads what an area holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_schemas.plant.area import Area, FirstFill
from twin_schemas.plant.kinds import COMPONENTS

if TYPE_CHECKING:
    from twin_schemas.plant.entry import Entry

FILL_KEYS = ("pressure", "temperature", "gas", "liquid", "hot")


def read_area(name: str, entry: Entry) -> Area:
    """Reads title and first fill."""
    fill = entry.child("first_fill")
    fill.check_keys(*FILL_KEYS)
    return Area(
        id=name,
        title=entry.text("title"),
        first_fill=FirstFill(
            pressure=fill.quantity("pressure", "Pa"),
            temperature=fill.quantity("temperature", "K"),
            gas=_fractions(fill.child("gas")),
            liquid=_fractions(fill.child("liquid")),
            hot=fill.flag("hot", default=False),
        ),
    )


def _fractions(entry: Entry) -> dict[str, float]:
    entry.check_keys(*COMPONENTS)
    return {key: entry.quantity(key, "1") for key in entry.data if key in COMPONENTS}
