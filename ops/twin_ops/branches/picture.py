"""Two branches in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from twin_ops.branches.branch import Branch

_WIDTH, _HEIGHT = 8.0, 1.8  # inches of each trend


def draw(one: Branch, other: Branch, path: Path) -> None:
    """Draws each tag that both show: the course of both, and of the first without its writes."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    tags = [tag for tag in one.answer["tags"] if tag in other.answer["tags"]]
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": one.digest + other.digest}):
        size = (_WIDTH, _HEIGHT * max(1, len(tags)) + 0.8)
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots(max(1, len(tags)), sharex=True, squeeze=False)[:, 0]
        for axis, tag in zip(axes, tags, strict=False):
            trend = one.answer["tags"][tag]
            axis.plot(_minutes(one), trend["unchanged"], "--", color="0.5", label="unchanged")
            axis.plot(_minutes(one), trend["changed"], color="tab:blue", label=one.name)
            theirs = other.answer["tags"][tag]["changed"]
            axis.plot(_minutes(other), theirs, color="tab:orange", label=other.name)
            axis.set_ylabel(f"{tag} / {trend['unit']}")
        axes[0].legend(loc="best")
        axes[-1].set_xlabel("time / min")
        figure.savefig(path, format=path.suffix[1:], dpi=150)


def _minutes(branch: Branch) -> list[float]:
    return [time / 60 for time in branch.answer["times"]]
