"""What is wrong with a fault, seen from the plant which it shall happen to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from twin_schemas.faults.adjustable import adjustable
from twin_schemas.faults.kinds import FAULT_KINDS
from twin_schemas.faults.nozzles import openable, tubed
from twin_schemas.plant.kinds import KINDS

if TYPE_CHECKING:
    from twin_schemas.faults.fault import Fault
    from twin_schemas.faults.kind import FaultKind, Place
    from twin_schemas.plant import Plant

_FEW = 12
_NOUNS = {
    "sensor": "instrument",
    "actuator": "equipment with an actuator",
    "parameter": "parameter that may change",
    "opening": "pipe or piece of equipment",
    "area": "area",
}
MACHINES = ("compressor", "pump")


class Objection(NamedTuple):
    """One mistake: the key of the fault where it is, what is wrong, and what to do."""

    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}"


def targets(plant: Plant, place: Place, only: str = "") -> list[str]:
    """Everything which faults of one place may happen to; `only` as of a kind of fault."""
    if place == "sensor":
        return list(plant.instruments)
    if place == "area":
        return list(plant.areas)
    if place == "opening":
        return list(tubed(plant) if only else openable(plant))
    if place == "actuator":
        beginning = MACHINES if only else ("",)
        moved = (e for e in plant.equipment.values() if KINDS[e.kind].actuator)
        return [e.id for e in moved if e.kind.startswith(beginning)]
    return [name for name in adjustable(plant) if not only or name.endswith(f".{only}")]


def objections(fault: Fault, plant: Plant, others: Iterable[Fault] = ()) -> Iterator[Objection]:
    """Yields every mistake of a fault; none if it may be staged beside `others`."""
    kind = FAULT_KINDS.get(fault.kind)
    if kind is None:
        what = f"there is no fault of kind '{fault.kind}'"
        yield Objection("kind", what, f"use one of: {', '.join(FAULT_KINDS)}")
        return
    yield from _target(fault, kind, plant)
    yield from _parameters(fault, kind)
    yield from _times(fault, kind)
    for other in others:
        if other.name == fault.name:
            yield Objection("name", f"there is a fault {fault.name} already", "clear it first")
        elif (other.kind, other.target) == (fault.kind, fault.target):
            what = f"{fault.target} has a {fault.kind} already, '{other.name}'"
            yield Objection("target", what, "change or clear that one")


def _target(fault: Fault, kind: FaultKind, plant: Plant) -> Iterator[Objection]:
    known = targets(plant, kind.place, kind.only)
    if fault.target in known:
        return
    what = f"'{fault.target}' is no {_NOUNS[kind.place]} which a {fault.kind} can happen to"
    near = get_close_matches(fault.target, known, 3, 0.6)
    if near:
        remedy = f"did you mean {' or '.join(near)}?"
    elif known:
        more = ", ..." if len(known) > _FEW else ""
        remedy = f"there are: {', '.join(known[:_FEW])}{more}"
    else:
        remedy = "this plant has none"
    yield Objection("target", what, remedy)


def _parameters(fault: Fault, kind: FaultKind) -> Iterator[Objection]:
    known = ", ".join(
        f"{name} ({p.unit} unit)" if p.unit == "the tag's" else f"{name} ({p.unit})"
        for name, p in kind.parameters.items()
    )
    for name, value in fault.parameters.items():
        if name not in kind.parameters:
            what = f"a {fault.kind} has no parameter '{name}'"
            yield Objection(name, what, f"it has: {known or 'none'}")
            continue
        parameter = kind.parameters[name]
        if not isfinite(value) or not parameter.low <= value <= parameter.high:
            what = f"{name} of the {fault.kind} of {fault.target} is {value:g}"
            limits = f"{parameter.low:g} to {parameter.high:g} {parameter.unit}"
            yield Objection(name, what, f"give it within {limits}")
    for name, parameter in kind.parameters.items():
        if name not in fault.parameters and parameter.default is None:
            yield Objection(
                "kind", f"the {fault.kind} of {fault.target} lacks '{name}'", f"give {known}"
            )
    if fault.kind == "stiction" and fault.parameters.get("jump", 0) > fault.parameters.get(
        "band", 0
    ):
        yield Objection(
            "jump",
            f"jump of the stiction of {fault.target} is above its band",
            "J is at most S (He et al. 2007)",
        )


def _times(fault: Fault, kind: FaultKind) -> Iterator[Objection]:
    for key, value in (("start", fault.start), ("ramp", fault.ramp)):
        if not isfinite(value) or value < 0:
            yield Objection(key, f"{key} of {fault.name} is {value:g} s", "give it at least 0 s")
    if fault.ramp > 0 and not kind.grows:
        yield Objection("ramp", f"a {fault.kind} has no ramp", "leave it out")
