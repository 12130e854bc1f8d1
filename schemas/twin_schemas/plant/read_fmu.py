"""Reads which FMU takes the place of a piece of equipment, and what goes in and out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twin_schemas.plant.fmu_link import FmuLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from twin_schemas.plant.entry import Entry
    from twin_schemas.plant.equipment import Equipment
    from twin_schemas.plant.kind import Kind
    from twin_schemas.plant.read_instrument import Measurable

FMU_KEYS = ("file", "inputs", "outputs", "set")


def read_fmu(entry: Entry, kind: Kind, home: Path) -> FmuLink:
    """Reads the link; what its inputs name is checked when streams are known (`check_inputs`).

    Args:
        entry: of the equipment.
        kind: of the equipment.
        home: folder in which its file is sought.
    """
    file = home / entry.text("file")
    if "file" in entry and not file.is_file():
        entry.note("file", f"there is no file {entry.text('file')}", "put it beside this file")
    units = {**kind.parameters, **{key: unit for key, (unit, _) in kind.optional.items()}}
    outputs = _texts(entry, "outputs")
    for variable, parameter in outputs.items():
        if parameter not in units:
            what = f"output {variable} of {entry.path} sets '{parameter}', which it does not have"
            entry.note("outputs", what, f"use one of: {', '.join(units)}")
    return FmuLink(
        file=file.absolute(),
        inputs=_texts(entry, "inputs"),
        outputs=outputs,
        units={variable: units.get(name, "1") for variable, name in outputs.items()},
        parameters=_numbers(entry.child("set")),
    )


def check_inputs(
    equipment: Mapping[str, Equipment],
    entries: Iterable[tuple[str, Entry]],
    measurable: Measurable,
) -> dict[str, Equipment]:
    """Notes inputs which name no quantity of the plant, and finds the units of the others."""
    checked = dict(equipment)
    for name, entry in entries:
        link = equipment[name].fmu if name in equipment else None
        if link is None:
            continue
        units = dict(link.units)
        for variable, source in link.inputs.items():
            unit = measurable.unit_of(*_split(source))
            if unit is None:
                what = f"input {variable} of {entry.path} is something unknown: '{source}'"
                remedy = "name a stream or equipment and one of its quantities"
                entry.child("inputs").note(variable, what, remedy)
            units[variable] = unit or "1"
        checked[name] = replace(equipment[name], fmu=replace(link, units=units))
    return checked


def _split(source: str) -> tuple[str, str]:
    owner, _, quantity = source.partition(".")
    return owner, quantity


def _texts(entry: Entry, key: str) -> dict[str, str]:
    child = entry.child(key)
    return {str(name): child.text(str(name)) for name in child.data}


def _numbers(entry: Entry) -> dict[str, float]:
    found = {}
    for name, value in entry.data.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            what = f"{entry.path}.{name} is no number"
            entry.note(str(name), what, "give it as a number, in the unit of the FMU")
        else:
            found[str(name)] = float(value)
    return found
