"""How a live training looks on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twin_ops.cli.output import out, show_rows

_EVENTS = ("at_s>", "kind", "name", "text")


def show_state(training: Mapping[str, Any], *, events: bool = False) -> None:
    """One line on how it is, and what happened."""
    how = training["ended"] or ("running" if training["running"] else "frozen")
    title = training["title"] or "a training"
    out.print(
        f"{title}: {how} at {training['time_s']:g} s of {training['duration_s']:g} s,"
        f" {training['speed']:g} times as fast; led by {training['instructor']}"
    )
    if events and training["events"]:
        _show_events(training["events"])


def show_truth(truth: Mapping[str, Any]) -> None:
    """Tables of what only instructors may know."""
    values = [
        {"tag": tag, "true": true, "read": read, "model": model}
        for tag, (true, read, model) in truth["shown"].items()
    ]
    show_rows(("tag", "true>", "read>", "model>"), values, as_json=False)
    for what in ("faults", "hidden"):
        out.print(f"{what}: {', '.join(truth[what]) or 'none'}")
    marks = ", ".join(f"{name} at {at:g} s" for name, at in truth["marks"].items())
    out.print(f"marks: {marks or 'none'}")
    _show_events(truth["events"])
    show_rows(("name", "result", "due>", "points>"), truth["verdicts"], as_json=False)


def _show_events(events: Sequence[Mapping[str, Any]]) -> None:
    show_rows(_EVENTS, [{**one, "at_s": one["time"]} for one in events], as_json=False)
