"""`twin alarms backtest`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twin_ops.cli.output import err, print_json, show_rows
from twin_ops.cli.progress import of_the_past
from twin_ops.errors import Usage
from twin_ops.settings import Settings, load_settings

if TYPE_CHECKING:
    from twin_ops.backtest import Judged
    from twin_schemas.alarms import AlarmDefinition

_DESCRIBED = ("alarm", "priority", "raised>", "minutes>", "first")
_CHANGED = ("alarm", "priority", "raised>", "changed>", "minutes>", "changed_minutes>", "first")
_FIGURES = ("raised", "per_hour", "peak_per_10_min", "standing")
_MINUTE_NS = 60_000_000_000


def backtest(
    alarms: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="With * and ?; all without.")
    ] = None,
    since: Annotated[str, typer.Option("--from", help="A span such as 8h, or an ISO time.")] = "1d",
    until: Annotated[str, typer.Option("--to", help="The same; now without.")] = "",
    change: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CHANGE", help='"PT-107.high at=58 on-delay=30s", or "PT-107.low off".'
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show what the alarms of the plant description tell of a past, and what they would if changed.

    The values of the history go through the same alarms as those of the running plant, but nobody
    acknowledges, shelves or suppresses. Nothing is changed; `twin alarms tune` does that. It can
    be asked while the twin is down.

    Examples: `twin alarms backtest --from 7d`,
    `twin alarms backtest 'PT-*' --from 1d --change "PT-107.high at=58 on-delay=30s"`,
    `twin alarms backtest --change "TT-* on-delay=1m" --change "LT-107.low off"`
    """
    from twin_agents.historian.reading import Window
    from twin_ops.backtest import judge
    from twin_ops.cli.chosen import times_between
    from twin_ops.stored import Stored

    settings = load_settings()
    lists = _lists(settings, alarms or ["*"], change or [])
    begin, end = times_between(since, until)
    tags = sorted({one.tag for one in lists[0].values()})
    stored = Stored(settings, tell=err.print)
    with of_the_past() as told:
        judged = judge(stored, Window(tags, begin, end), lists, told)
    _show(judged, begin, end, as_json=as_json)


def _lists(
    settings: Settings, patterns: Sequence[str], changes: Sequence[str]
) -> list[dict[str, AlarmDefinition]]:
    """The alarms that are meant as they are described and, if there are changes, with them."""
    from twin_ops.backtest import change_of
    from twin_ops.kept_plant import plant_of
    from twin_schemas.alarms import definitions_of

    every = {one.name: one for one in definitions_of(plant_of(settings))}
    upper = [pattern.upper() for pattern in patterns]
    meant = {k: v for k, v in every.items() if any(fnmatchcase(k.upper(), p) for p in upper)}
    if not meant:
        raise Usage(f"no alarm matches {' '.join(patterns)}; an alarm is such as PT-107.high")
    if not changes:
        return [meant]
    changed = meant
    for text in changes:
        changed = change_of(text).applied(changed)
    return [meant, changed]


def _show(judged: Sequence[Judged], begin: int, end: int, *, as_json: bool) -> None:
    from twin_agents.exchange.value_text import iso

    rows = list(_rows(judged))
    reports = [_report(one, begin, end) for one in judged]
    if as_json:
        names = ("described", "changed")
        span = {"from": iso(begin), "to": iso(end)}
        print_json(span | dict(zip(names, reports, strict=False)) | {"alarms": rows})
        return
    show_rows(_DESCRIBED if len(judged) == 1 else _CHANGED, rows)
    for name, one in zip(("as described", "with the changes"), reports, strict=False):
        told = ", ".join(f"{f.replace('_', ' ')} {one[f]:.4g}" for f in _FIGURES)
        chatter = ", ".join(row["alarm"] for row in one["chattering"]) or "nothing"
        err.print(f"{name}: {told}; {chatter} chatters")


def _report(judged: Judged, begin: int, end: int) -> Mapping[str, Any]:
    from twin_agents.exchange.alarm_report import report

    minutes = (end - begin) / _MINUTE_NS
    return report(judged.journal, judged.present(), minutes, end)


def _rows(judged: Sequence[Judged]) -> Iterator[dict[str, Any]]:
    """Alarms that any of the lists raised, the most frequent in front."""
    from twin_agents.exchange.value_text import iso

    told = [one.raised() for one in judged]
    times = {name: [one.get(name, []) for one in told] for name in set().union(*told)}
    for name in sorted(times, key=lambda name: [-len(times[name][0]), name]):
        row = {
            "alarm": name,
            "priority": judged[0].alarms[name].point.priority,
            "raised": len(times[name][0]),
            "minutes": judged[0].active_ns[name] / _MINUTE_NS,
            "first": iso(min(raised[0] for raised in times[name] if raised)),
        }
        if len(judged) > 1:
            row["changed"] = len(times[name][1])
            row["changed_minutes"] = judged[1].active_ns[name] / _MINUTE_NS
        yield row
