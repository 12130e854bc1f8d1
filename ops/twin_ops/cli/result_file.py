"""Where the result of a run goes."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from twin_ops.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_NEEDS = {".svg": ("matplotlib", "plots"), ".png": ("matplotlib", "plots")}
_INCHES = (8.0, 1.6)  # of each trend


def check(path: Path, *suffixes: str) -> None:
    """Whether a file can be written, before anything is computed for it.

    Raises:
        Usage: It can not; says why.
    """
    if path.suffix not in suffixes:
        raise Usage(f"{path} ends with none of {', '.join(suffixes)}")
    package, extra = _NEEDS.get(path.suffix, ("", ""))
    if package and not find_spec(package):
        raise Usage(f"{path.suffix} needs {package}: pip install 'twinbus[{extra}]'")
    there = path if path.exists() else path.parent
    if path.is_dir() or not os.access(there, os.W_OK):
        raise Usage(f"{path} can not be written: {_reason(path)}")


def _reason(path: Path) -> str:
    if path.is_dir():
        return "it is a folder"
    return "no permission" if path.parent.exists() else f"there is no folder {path.parent}"


def write(frame: pd.DataFrame, path: Path) -> None:
    """Writes a record: seconds, then a column for each tag.

    CSV has two lines of headings, tags and units. Parquet keeps the frame as it is.
    """
    if path.suffix == ".parquet":
        frame.to_parquet(path)
        return
    flat = frame.reset_index(drop=True)
    flat.insert(0, ("time", "s"), frame.index.total_seconds())
    flat.to_csv(path, index=False)


def plot(frame: pd.DataFrame, tags: Sequence[str], path: Path) -> None:
    """Draws a trend of each tag, one above the other."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    width, height = _INCHES
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure = Figure(figsize=(width, height * len(tags) + 0.6), layout="constrained")
        axes = figure.subplots(len(tags), sharex=True, squeeze=False)[:, 0]
        for axis, tag in zip(axes, tags, strict=True):
            trend = frame[tag]
            axis.plot(frame.index.total_seconds() / 60, trend.to_numpy())
            axis.set_ylabel(f"{tag} / {trend.columns[0]}")
        axes[-1].set_xlabel("time / min")
        figure.savefig(path, format="svg")
