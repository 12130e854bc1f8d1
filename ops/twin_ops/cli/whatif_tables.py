"""What would have happened, for people and pipes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from twin_ops.cli.output import out, show_rows
from twin_ops.cli.predict import shown_time
from twin_ops.cli.sparkline import sparkline

_TREND = ("tag", "branch", "start>", "low>", "high>", "end>", "unit", "curve")
_EVENTS = {
    ("interlocks", "caused"): "trips with it",
    ("interlocks", "anyway"): "trips anyway",
    ("interlocks", "averted"): "trips without it only",
    ("alarms", "caused"): "crossed with it",
    ("alarms", "anyway"): "crossed anyway",
    ("alarms", "averted"): "crossed without it only",
}


def show_content(found: dict[str, Any]) -> None:
    """A table of an answer's trends, then one of what happens."""
    show_rows(_TREND, list(_trends(found)))
    if out.is_terminal:
        out.print()
    show_rows(("event", "what", "after"), list(_events(found)))


def _trends(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for tag, trend in found["tags"].items():
        branches = {name: trend[name] for name in ("changed", "unchanged", "history")}
        known = [value for values in branches.values() for value in values if value is not None]
        for name, values in branches.items():
            yield _trend(values) | {
                "tag": tag,
                "branch": name,
                "unit": trend["unit"],
                "curve": sparkline(values, min(known), max(known)),
            }


def _trend(values: Sequence[float | None]) -> dict[str, float | None]:
    good = [value for value in values if value is not None]
    least, greatest = (min(good), max(good)) if good else (None, None)
    return {"start": values[0], "low": least, "high": greatest, "end": values[-1]}


def _events(found: dict[str, Any]) -> Iterator[dict[str, str]]:
    yield _event("branched", found["run_id"], found["at"])
    for one in found["set"]:
        settles = one["settled_s"]
        if settles is not None:
            yield _event("settled", one["shows"], shown_time(settles))
        elif one["shows"] != one["tag"]:  # of what is no setpoint nobody knows where it goes
            yield _event("not settled", one["shows"], shown_time(found["for_s"]))
    yield from _phases(found)
    for (kind, how), words in _EVENTS.items():
        for name, after in found[kind][how].items():
            yield _event(words, name, shown_time(after))
    if not any(found[kind][how] for kind, how in _EVENTS):
        yield _event("no limit is crossed", "", shown_time(found["for_s"]))
    if found["doubt"]:
        yield _event("uncertain", found["doubt"], "")


def _phases(found: dict[str, Any]) -> Iterator[dict[str, str]]:
    """What becomes of writes that wait for one another."""
    if "unwritten" not in found:
        return
    for one in found["set"]:
        yield _event("written", f"{one['tag']}={one['value']:g}", shown_time(one["after_s"]))
    if missed := found["missed"]:
        yield _event("not reached in its time, so a set goes back", missed["tag"], "")
    for one in found["unwritten"]:
        yield _event("not written", f"{one['tag']}={one['value']:g}", "")


def _event(event: str, what: str, after: str) -> dict[str, str]:
    return {"event": event, "what": what, "after": after}
