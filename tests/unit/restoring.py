"""A restoring that has begun."""

from __future__ import annotations

from twin_schemas.set_events import RestoreProgressed


def restoring(tags: list[str], number: str = "00000000000000aa") -> RestoreProgressed:
    return RestoreProgressed(
        restore_id=number,
        name="kept",
        state="begun",
        steps=len(tags),
        author="ann",
        time_ns=1,
        tags=tags,
        formers=[1.0] * len(tags),
        rights=[""] * len(tags),
        authorised_by=[""] * len(tags),
    )
