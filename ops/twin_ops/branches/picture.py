"""Two branches in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_ops.branches.difference import common
from twin_ops.whatif.picture import trends

if TYPE_CHECKING:
    from pathlib import Path

    from twin_ops.branches.branch import Branch


def draw(one: Branch, other: Branch, path: Path) -> None:
    """Draws each tag that both show: the course of both, and of the first without its writes."""
    tags = common(one, other)
    with trends(max(1, len(tags)), path, one.digest + other.digest) as axes:
        for axis, tag in zip(axes, tags, strict=False):
            trend = one.answer["tags"][tag]
            axis.plot(_minutes(one), trend["unchanged"], "--", color="0.5", label="unchanged")
            axis.plot(_minutes(one), trend["changed"], color="tab:blue", label=one.name)
            theirs = other.answer["tags"][tag]["changed"]
            axis.plot(_minutes(other), theirs, color="tab:orange", label=other.name)
            axis.set_ylabel(f"{tag} / {trend['unit']}")


def _minutes(branch: Branch) -> list[float]:
    return [time / 60 for time in branch.answer["times"]]
