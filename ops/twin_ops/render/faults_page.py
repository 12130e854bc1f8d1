"""The reference page of the faults which can be staged on the emulated plant."""

from __future__ import annotations

from collections.abc import Iterator

from twin_ops.render.fault_words import limits, said
from twin_schemas.faults import FAULT_KINDS, FaultKind

_HEAD = """# Faults of the emulated plant

Generated from `twin_schemas.faults`; do not edit. `twin plant faults kinds` shows the same.

The file `plant/faults.yaml` below `TWIN_HOME` says which faults the emulated plant has; it is
read at each change, and `twin plant faults inject` and `clear` edit it. Each entry below `faults`
has its name, a `kind`, a `target`, the numbers of its kind with their units, and optionally `start`
(time until it begins) and, where the table says so, `ramp` (time in which it grows).
`faults.schema.json` beside this page lets an editor complete and check it. No fault can reach a
real plant, or the twin's own model.
"""
_PLACES = {
    "sensor": (
        "Sensors",
        "`target` is the tag of an instrument. The status is what a real transmitter would say of "
        "itself: one that drifts, is frozen or biased does not know it.",
    ),
    "actuator": (
        "Actuators",
        "`target` is a valve or a machine. Where it fails without air or signal, the plant "
        "description says (`fails: open`, `closed` or `last`; `closed` if it says nothing).",
    ),
    "parameter": (
        "Slow changes",
        "`target` is a parameter of equipment, such as `E-101.cleanness`. `speed` lets hours show "
        "what takes months.",
    ),
    "opening": (
        "Openings",
        "`target` is a pipe (a stream such as `S-104`) or a piece of equipment; of `tube_rupture` "
        "an exchanger, reactor or boiler with water around or in its tubes. A pipe draws from the "
        "vessel at its end. Two-phase flow has no law here: choose the pipe in front or behind.",
    ),
    "area": (
        "Utilities of an area",
        "`target` is an area, such as `methanol`. Losses of cooling water, steam or feed are a "
        "`change` of the pressure of their supply, or a pump whose drive is lost.",
    ),
}


def faults_page() -> str:
    """Markdown of the page."""
    return "\n".join((_HEAD, *(line for place in _PLACES for line in _section(place))))


def _section(place: str) -> Iterator[str]:
    title, text = _PLACES[place]
    sensors = place == "sensor"
    yield from (f"## {title}", "", text, "")
    yield "| kind | what happens | numbers | ramp |" + (" status |" if sensors else "")
    yield "|---|---|---|---|" + ("---|" if sensors else "")
    for name, kind in FAULT_KINDS.items():
        if kind.place == place:
            ramp = "yes" if kind.grows else "-"
            cells = [f"`{name}`", kind.meaning, _numbers(kind), ramp]
            yield f"| {' | '.join([*cells, said(kind)] if sensors else cells)} |"
    yield ""


def _numbers(kind: FaultKind) -> str:
    return "<br>".join(f"`{n}` {p.meaning}, {limits(p)}" for n, p in kind.parameters.items()) or "-"
