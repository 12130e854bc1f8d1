"""An answer as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from twin_ops.whatif.answer import Answer
    from twin_schemas.plant import Plant

_WIDTH, _HEIGHT = 8.0, 1.8  # inches of each trend


def draw(answer: Answer, plant: Plant, path: Path) -> None:
    """Draws each tag: what really was, the course without the writes, and with them."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    changed, unchanged = answer.branches.changed, answer.branches.unchanged
    minutes = [time / 60 for time in changed.times]
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": answer.run_id}):
        size = (_WIDTH, _HEIGHT * len(changed.curves) + 0.8)
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots(len(changed.curves), sharex=True, squeeze=False)[:, 0]
        for axis, (tag, curve) in zip(axes, changed.curves.items(), strict=True):
            history = [float("nan") if v is None else v for v in answer.history[tag]]
            axis.plot(minutes, history, color="0.6", linewidth=3, label="history")
            axis.plot(minutes, unchanged.curves[tag], "--", color="0.2", label="unchanged")
            axis.plot(minutes, curve, color="tab:blue", label="changed")
            axis.set_ylabel(f"{tag} / {plant.tags[tag].unit}")
        axes[0].legend(loc="best")
        axes[-1].set_xlabel("time / min")
        figure.savefig(path, format=path.suffix[1:], dpi=150)
