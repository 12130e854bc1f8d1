"""Alarms and their figures as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from twin_ops.cli.output import print_json, show_rows

_COLUMNS = (
    "alarm",
    "state",
    "priority",
    "basis",
    "value>",
    "setting>",
    "unit",
    "raised",
    "until",
    "description",
    "follows",
    "consequence",
)
_TRIPS = ("interlock", "first_out", "tag", "value>", "limit>", "unit", "time", "actuators")
_FIGURES = ("raised", "per_hour", "peak_per_10_min", "standing", "stale", "unacknowledged")


def show_alarms(rows: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """Alarms, one a line."""
    show_rows(_COLUMNS, rows, as_json=as_json)


def show_definition(defined: Mapping[str, Any], *, as_json: bool) -> None:
    """What an alarm is, one property a line."""
    if as_json:
        print_json(defined)
    else:
        show_rows(("property", "value"), [{"property": k, "value": v} for k, v in defined.items()])


def show_trips(rows: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """Tripped interlocks, one a line."""
    show_rows((*_TRIPS, "description"), rows, as_json=as_json)


def show_report(report: Mapping[str, Any], *, as_json: bool) -> None:
    """The figures of a span, and the alarms that they are about."""
    if as_json:
        print_json(report)
    else:
        show_rows(("figure", "value>", "of"), list(_rows(report)))


def _rows(report: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"figure": "minutes", "value": report["minutes"]}
    yield from ({"figure": name, "value": report[name]} for name in _FIGURES)
    for priority, count in report["priorities"].items():
        yield {"figure": "priority", "value": count, "of": priority}
    for basis, count in report["bases"].items():
        yield {"figure": "basis", "value": count, "of": basis}
    for flood in report["floods"]:
        span = f"{flood['from']} to {flood['to']}"
        yield {"figure": "flood", "value": flood["raised"], "of": span}
    for name in ("chattering", "most_frequent"):
        for row in report[name]:
            yield {"figure": name, "value": row["raised"], "of": row["alarm"]}
