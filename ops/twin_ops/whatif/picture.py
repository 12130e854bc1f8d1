"""An answer as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from twin_ops.whatif.answer import Answer
    from twin_schemas.plant import Plant

_WIDTH, _HEIGHT = 8.0, 1.8  # inches of each trend


def draw(answer: Answer, plant: Plant, path: Path) -> None:
    """Draws each tag: what really was, the course without the writes, and with them."""
    changed, unchanged = answer.branches.changed, answer.branches.unchanged
    minutes = [time / 60 for time in changed.times]
    with trends(len(changed.curves), path, answer.run_id) as axes:
        for axis, (tag, curve) in zip(axes, changed.curves.items(), strict=True):
            history = [float("nan") if v is None else v for v in answer.history[tag]]
            axis.plot(minutes, history, color="0.6", linewidth=3, label="history")
            axis.plot(minutes, unchanged.curves[tag], "--", color="0.2", label="unchanged")
            axis.plot(minutes, curve, color="tab:blue", label="changed")
            axis.set_ylabel(f"{tag} / {plant.tags[tag].unit}")


@contextmanager
def trends(count: int, path: Path, salt: str) -> Iterator[Sequence[Any]]:
    """Gives an axis for each trend, over one time in minutes, and writes the picture at the end.

    Args:
        count: How many, at least one.
        path: .png or .svg.
        salt: Makes the ids in a .svg; the same for what has to have the same bytes.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
        figure = Figure(figsize=(_WIDTH, _HEIGHT * count + 0.8), layout="constrained")
        axes = list(figure.subplots(count, sharex=True, squeeze=False)[:, 0])
        yield axes
        axes[0].legend(loc="best")
        axes[-1].set_xlabel("time / min")
        figure.savefig(path, format=path.suffix[1:], dpi=150)
