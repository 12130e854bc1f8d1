"""The debrief of a run: one file of HTML without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from twin_ops.scenario.svg import Axis, Mark, lanes, plot

if TYPE_CHECKING:
    from twin_ops.scenario.event import EventKind
    from twin_ops.scenario.judge import Verdict
    from twin_ops.scenario.outcome import Outcome
    from twin_schemas.plant import Plant

_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:#222}
h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3em .6em;border-bottom:1px solid #ddd;vertical-align:top}
.good{color:#1a6b2f;font-weight:600}.poor{color:#a4121f;font-weight:600}
svg{width:100%;height:auto;display:block}.grid{stroke:#ddd}.tick{font-size:11px;fill:#555}
.name{font-size:12px;fill:#222}polyline{fill:none;stroke-width:1.6}.truth{stroke:#222}
.read{stroke:#777}.model{stroke:#2458a6}circle{fill:#777}.fault{fill:#a4121f}.trip{fill:#7a3fa0}
.action{fill:#2458a6}.refused{fill:none;stroke:#a4121f;stroke-width:2}.high{fill:#a4121f}
.medium{fill:#d08700}.low{fill:#888}rect{fill:#cfd8e6}.done{fill:#9fd0ab}.missed{fill:#e7a3a9}
.late{fill:#efd08f}.log td:nth-child(3){white-space:nowrap}
@page{size:A4;margin:15mm}
@media print{body{font-size:11px;max-width:none;margin:0;padding:0;print-color-adjust:exact}
h2{break-after:avoid}svg,tr{break-inside:avoid}}
"""
_LANES: tuple[tuple[str, tuple[EventKind, ...]], ...] = (
    ("what went wrong", ("fault",)),
    ("messages", ("message", "model")),
    ("trips", ("trip",)),
    ("alarms raised", ("alarm",)),
    ("trainee", ("action", "refused")),
)
_ROOM = 24
_DANGEROUS = "immediately dangerous to"
_GOOD = {"done", "kept", "not asked"}


def report(outcome: Outcome, plant: Plant) -> str:
    """Returns the debrief of a run as HTML."""
    title = escape(outcome.scenario.title)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    body = "".join((
        f"<h1>{title}</h1>",
        f"<p>{escape(outcome.scenario.description)}</p>",
        _result(outcome),
        "<h2>What happened when</h2>",
        _time_axis(outcome),
        *_plots(outcome, plant),
        "<h2>What was expected, and why</h2>",
        _verdicts(outcome),
        _released(outcome),
        "<h2>Log</h2>",
        _log(outcome),
    ))
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _result(outcome: Outcome) -> str:
    word, style = ("passed", "good") if outcome.passed else ("not passed", "poor")
    fatal = [one.name for one in outcome.verdicts if one.fails]
    why = f" It is failed by: {escape(', '.join(fatal))}." if fatal else ""
    return (
        f'<p><span class="{style}">{word}</span>: {outcome.score:g} % of the points, '
        f"{outcome.scenario.pass_at:g} % are needed.{why} After {_clock(outcome.seconds)} "
        f"{escape(outcome.ended)}.</p>"
    )


def _time_axis(outcome: Outcome) -> str:
    marks = {name: list(_marks(outcome, kinds)) for name, kinds in _LANES}
    for one in outcome.verdicts:
        if one.due is not None and one.asked is not None:
            window = Mark(time=one.asked, until=one.due, text=_told(one), style=one.result)
            done = (
                [] if one.time is None else [Mark(time=one.time, text=_told(one), style="action")]
            )
            marks[_short(one.name)] = [window, *done]
    return lanes(Axis(outcome.seconds), marks)


def _marks(outcome: Outcome, kinds: tuple[EventKind, ...]) -> Iterator[Mark]:
    for event in outcome.events:
        if event.kind not in kinds:
            continue
        words = event.text.split(", ")
        if event.kind == "alarm" and words[0] != "raised":
            continue
        style = words[1] if event.kind == "alarm" else event.kind
        text = f"{_clock(event.time)} {event.name}: {event.text}"
        yield Mark(time=event.time, text=text, style=style)


def _plots(outcome: Outcome, plant: Plant) -> Iterator[str]:
    axis = Axis(outcome.seconds)
    yield "<p>Curves: black truth, grey dots what the trainee read, blue dashes the model.</p>"
    for tag, found in outcome.curves.items():
        curves = {"truth": found.truth, "read": found.read, "model": found.model}
        yield plot(axis, f"{tag} / {plant.tags[tag].unit}", outcome.times, curves)


def _verdicts(outcome: Outcome) -> str:
    rows = "".join(
        f'<tr><td>{escape(one.name)}</td><td class="{_quality(one)}">{one.result}</td>'
        f"<td>{_clock(one.time)}</td><td>{_clock(one.due)}</td>"
        f"<td>{one.points:+g}</td><td>{escape(one.reason)}</td></tr>"
        for one in outcome.verdicts
    )
    return _table(("what", "result", "when", "until", "points", "why"), rows)


def _released(outcome: Outcome) -> str:
    if not outcome.released:
        return ""
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{one.total:.0f} kg</td><td>{one.worst:.2f} kg/s</td>"
        f"<td>{one.flammable:.0f} m</td><td>{one.pain:.0f} m</td>"
        f"<td>{', '.join(f'{c} {d:.0f} m' for c, d in one.dangerous.items()) or '-'}</td></tr>"
        for name, one in outcome.released.items()
    )
    heads = ("opening", "in all", "at worst", "flammable to", "jet fire: 4.7 kW/m2 at", _DANGEROUS)
    weather = outcome.scenario
    return (
        f"<h2>What came out, and what it could have done</h2>{_table(heads, rows)}"
        f"<p>Estimates downwind, wind {weather.wind:g} m/s, class {weather.stability}: a Gaussian "
        "plume and a point source of radiation. For training, not for siting.</p>"
    )


def _log(outcome: Outcome) -> str:
    rows = "".join(
        f"<tr><td>{_clock(e.time)}</td><td>{e.kind}</td><td>{escape(e.name)}</td>"
        f"<td>{escape(e.text)}</td></tr>"
        for e in outcome.events
    )
    return f'<div class="log">{_table(("time", "what", "name", ""), rows)}</div>'


def _table(heads: tuple[str, ...], rows: str) -> str:
    cells = "".join(f"<th>{head}</th>" for head in heads)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>"


def _told(one: Verdict) -> str:
    return f"{one.name}: {one.result}, until {_clock(one.due)}"


def _short(name: str) -> str:
    """What has room beside a lane."""
    return name if len(name) <= _ROOM else f"{name[: _ROOM - 1]}…"


def _quality(one: Verdict) -> str:
    return "good" if one.result in _GOOD else "poor"


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
