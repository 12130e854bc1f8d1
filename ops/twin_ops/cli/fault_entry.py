"""A fault as it is typed, as an entry of the file of faults."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from twin_ops.errors import Usage

if TYPE_CHECKING:
    from twin_schemas.faults import Fault
    from twin_schemas.plant import Plant, Problem

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_NUMBER = re.compile(r"(?P<value>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(?P<unit>\S.*)?")


def entry_of(
    kind: str, target: str, numbers: Sequence[str], times: Mapping[str, float], plant: Plant
) -> dict[str, str]:
    """The entry of a fault, each number with its unit.

    Args:
        kind: As typed.
        target: As typed; tags in any case.
        numbers: `NAME=VALUE`, with or without a unit.
        times: `start` and `ramp` in seconds.
        plant: Which it shall happen to.

    Raises:
        Usage: A number can not be read.
    """
    target = _target(target, plant)
    given = dict(_pair(text, kind, target, plant) for text in numbers)
    later = {key: f"{seconds:g} s" for key, seconds in times.items() if seconds}
    return {"kind": kind, "target": target, **given, **later}


def read_entry(name: str, entry: Mapping[str, str], plant: Plant, others: Sequence[Fault]) -> Fault:
    """The fault that an entry means.

    Raises:
        Usage: Something is wrong with it; says what there is.
    """
    from twin_schemas.faults import read_fault
    from twin_schemas.plant.entry import Entry

    if not _NAME.fullmatch(name):
        raise Usage(f"--name {name!r} is no name; use letters, digits, '.', '_' and '-'")
    problems: list[Problem] = []
    fault = read_fault(name, Entry(entry, "", problems, name, 1), plant, others)
    if problems:
        raise Usage("\n".join(dict.fromkeys(f"{p.what}; {p.remedy}" for p in problems)))
    return fault


def _target(text: str, plant: Plant) -> str:
    """Tags and equipment in any case, as elsewhere on the command line."""
    head, dot, tail = text.partition(".")
    return head.upper() + dot + tail if head.upper() in {*plant.tags, *plant.equipment} else text


def _pair(text: str, kind: str, target: str, plant: Plant) -> tuple[str, str]:
    name, equals, written = text.partition("=")
    match = _NUMBER.fullmatch(written.strip())
    if not equals or not match:
        raise Usage(f"{text!r} is no number of a fault; write band=4% or offset=3degC")
    return name, f"{match['value']} {match['unit'] or _unit(kind, name, target, plant)}"


def _unit(kind: str, name: str, target: str, plant: Plant) -> str:
    """The unit of a number that is typed without."""
    from twin_schemas.faults import FAULT_KINDS

    known = FAULT_KINDS[kind].parameters if kind in FAULT_KINDS else {}
    unit = known[name].unit if name in known else "1"
    instrument = plant.instruments.get(target)
    return (instrument.unit if instrument else "1") if unit == "the tag's" else unit
