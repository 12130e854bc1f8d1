"""Values in the words of a stage."""

from __future__ import annotations

from twin_schemas.plant import Tag


def shown(tag: Tag, value: float) -> str:
    """A value as an operator reads it: with its unit, or the name of a mode."""
    if tag.states:
        return tag.states[round(value)]
    return f"{value:.4g} {tag.unit}"
