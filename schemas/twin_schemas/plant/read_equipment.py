"""Reads equipment and streams from their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from twin_schemas.plant.equipment import Equipment, Fails
from twin_schemas.plant.kind import Kind
from twin_schemas.plant.kinds import KINDS, START
from twin_schemas.plant.parameter_limits import check_limits
from twin_schemas.plant.read_fmu import FMU_KEYS, read_fmu
from twin_schemas.plant.stream import Phase, Port, Stream
from twin_schemas.units import to_si

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from twin_schemas.plant.entry import Entry

FAILS = ("closed", "open", "last")
PHASES = ("gas", "liquid", "two_phase", "steam", "water")


def read_equipment(name: str, entry: Entry, area: str, home: Path) -> Equipment | None:
    """Reads one piece of equipment; None when its kind is unknown.

    Files which it names are sought in the folder `home`.
    """
    kind = KINDS.get(entry.text("kind"))
    if kind is None:
        remedy = f"use one of: {', '.join(KINDS)}"
        entry.note("kind", f"unknown kind '{entry.text('kind')}' of {name}", remedy)
        return None
    optional = {**kind.optional, **START}
    moves = ("fails",) if kind.actuator else ()
    linked = FMU_KEYS if kind.fmu else ()
    entry.check_keys("kind", "description", *moves, *linked, *kind.parameters, *optional)
    known = (*kind.parameters, *optional)
    units = {key: entry.parsed(key, entry.data[key])[1] for key in known if key in entry}
    return Equipment(
        id=name,
        kind=entry.text("kind"),
        area=area,
        description=entry.text("description", kind.title),
        parameters={
            **{k: _parameter(entry, k, unit) for k, unit in kind.parameters.items()},
            **{
                k: _parameter(entry, k, unit, default)
                for k, (unit, default) in optional.items()
                if k in entry or default is not None
            },
        },
        units=units,
        fails=cast("Fails", entry.choice("fails", FAILS, "closed")),
        fmu=read_fmu(entry, kind, home) if kind.fmu else None,
        place=entry.place,
    )


def _parameter(entry: Entry, key: str, unit: str, default: float | None = None) -> float:
    noted = len(entry.problems)
    value = to_si(entry.quantity(key, unit, default), unit)
    if key in entry and len(entry.problems) == noted:
        check_limits(entry, key, value, unit)
    return value


def read_stream(name: str, entry: Entry, area: str, equipment: Mapping[str, Equipment]) -> Stream:
    """Reads one stream and checks that both its ends are ports that exist."""
    entry.check_keys("from", "to", "phase", "description")
    return Stream(
        id=name,
        area=area,
        source=_port(entry, "from", equipment, outlet=True),
        target=_port(entry, "to", equipment, outlet=False),
        phase=cast("Phase", entry.choice("phase", PHASES, "gas")),
        description=entry.text("description", ""),
        place=entry.place,
    )


def _port(entry: Entry, key: str, equipment: Mapping[str, Equipment], *, outlet: bool) -> Port:
    owner, _, port = entry.text(key).partition(".")
    if owner not in equipment:
        end = "start" if outlet else "end"
        entry.note(key, f"{entry.path} has no {end}: unknown equipment '{owner}'", "name one")
        return Port(equipment=owner, port=port)
    ports = _ports(KINDS[equipment[owner].kind], outlet=outlet)
    if port not in ports:
        remedy = f"use one of: {', '.join(ports) or 'none, it has no such port'}"
        entry.note(key, f"'{owner}' has no port '{port}' for this end of {entry.path}", remedy)
    return Port(equipment=owner, port=port)


def _ports(kind: Kind, *, outlet: bool) -> tuple[str, ...]:
    return kind.outlets if outlet else kind.inlets
