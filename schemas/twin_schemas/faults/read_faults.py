"""Reads the faults which a person stages from a YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_schemas.faults.fault import Fault
from twin_schemas.faults.kind import OWN
from twin_schemas.faults.kinds import FAULT_KINDS
from twin_schemas.faults.objections import objections
from twin_schemas.plant.entry import Entry
from twin_schemas.plant.read_yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from twin_schemas.faults.kind import Parameter
    from twin_schemas.plant import Plant, Problem

COMMON_KEYS = ("kind", "target", "start", "ramp")


def read_faults(path: Path, plant: Plant) -> tuple[tuple[Fault, ...], list[Problem]]:
    """Returns the faults of a file, and everything that is wrong with it by file and line.

    A file which is not there, or is empty, has no faults.

    Args:
        path: of a mapping with one key, `faults`, below which each fault has its name.
        plant: which they shall happen to.
    """
    problems: list[Problem] = []
    if not path.exists():
        return (), problems
    content = read_yaml(path, problems)
    root = Entry({} if content is None else content, path.name, problems, "", 1)
    root.check_keys("faults")
    if root.data.get("faults", {}) is None:
        return (), problems
    found: list[Fault] = []
    for name, entry in root.children("faults"):
        found.append(read_fault(name, entry, plant, found))
    return tuple(found), problems


def read_fault(name: str, entry: Entry, plant: Plant, others: Sequence[Fault]) -> Fault:
    """Reads one fault and judges it; what is wrong is noted in the entry.

    Args:
        name: which it is cleared by.
        entry: its kind, target and numbers.
        plant: which it shall happen to.
        others: which are there already.
    """
    kind = FAULT_KINDS.get(entry.text("kind"))
    wanted = kind.parameters if kind else {}
    target = entry.text("target")
    noted = len(entry.problems)
    if kind:
        entry.check_keys(*COMMON_KEYS, *wanted)
    instrument = plant.instruments.get(target)
    unit = instrument.unit if instrument else None
    given = {key: _number(entry, key, p, unit) for key, p in wanted.items() if key in entry}
    fault = Fault(
        name=name,
        kind=entry.text("kind"),
        target=target,
        parameters=given,
        start=entry.quantity("start", "s", 0.0),
        ramp=entry.quantity("ramp", "s", 0.0),
    )
    if len(entry.problems) == noted:  # what could not be read is not judged
        for key, what, remedy in objections(fault, plant, others):
            entry.note(key if key in entry else None, what, remedy)
    return fault


def _number(entry: Entry, key: str, parameter: Parameter, unit: str | None) -> float:
    if parameter.unit != OWN:
        return entry.quantity(key, parameter.unit)
    if unit is None:  # the target is unknown, which is noted with it
        return 0.0
    return entry.difference(key, unit, 0.0)
