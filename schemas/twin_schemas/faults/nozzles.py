"""Where a plant can be opened: what a hole, a safety valve or a broken tube draws from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin_schemas.plant.kinds import KINDS

if TYPE_CHECKING:
    from twin_schemas.faults.fault import Fault
    from twin_schemas.plant import Plant
    from twin_schemas.plant.stream import Phase, Port, Stream

# ports with what the equipment holds behind them, by the beginning of the kind's and the port's
# name; the longest kind that fits counts; a test compares with the model
_HOLDING: Mapping[str, tuple[str, ...]] = {
    "bed": ("product",),
    "chiller": ("vapour",),
    "column": ("vapour_outlet",),
    "condenser": ("gas", "reflux", "product", "water_inlet"),
    "cooler": ("water_inlet",),
    "cooler.gas": ("outlet_", "hot_inlet", "water_inlet"),
    "cooler.liquid": ("outlet_", "inlet", "water_inlet"),
    "drum.flash": ("gas", "liquid"),
    "drum.steam": ("steam", "downcomer"),
    "dryer": ("outlet_", "inlet_"),
    "header": ("outlet_", "inlet_"),
    "header.steam": ("outlet_",),
    "heater": ("outlet_", "inlet_"),
    "line": ("outlet_", "inlet"),
    "membrane": ("retentate", "feed"),
    "reactor": ("product",),
    "reboiler": ("vapour", "liquid"),
    "reformer": ("product",),
    "separator": ("gas_", "liquid"),
    "tank": ("outlet_", "vapour"),
    "tower": ("outlet",),
    "vessel": ("outlet", "inlet_"),
}
# the two sides of a tube: what is inside the process, and the water or steam
_TUBES: Mapping[str, tuple[str, str]] = {
    "boiler": ("outlet", "coolant_inlet"),
    "condenser": ("gas", "water_inlet"),
    "cooler.condensing": ("hot_inlet", "water_inlet"),
    "cooler.gas": ("hot_inlet", "water_inlet"),
    "cooler.liquid": ("inlet", "water_inlet"),
    "reactor.methanol": ("product", "coolant_inlet"),
    "reboiler": ("liquid", "steam"),
}

_WET = ("liquid", "water")


@dataclass(frozen=True, kw_only=True)
class Nozzle:
    """A port behind which something is held, and what flows in the pipe at it."""

    equipment: str
    port: str
    phase: Phase


def openable(plant: Plant) -> Iterator[str]:
    """Yields every pipe and piece of equipment which can have a hole."""
    for name in (*plant.streams, *plant.equipment):
        if nozzle_of(plant, name):
            yield name


def tubed(plant: Plant) -> Iterator[str]:
    """Yields the equipment whose tubes can break."""
    for equipment in plant.equipment.values():
        if tube_of(plant, equipment.id):
            yield equipment.id


def nozzle_of(plant: Plant, target: str) -> Nozzle | None:
    """Where a hole in a pipe or a piece of equipment draws from; None if it can not have one.

    A pipe draws from the end at which something is held. Equipment has its hole where it gives gas,
    if it holds gas and liquid; its liquid is drawn from a pipe which leads liquid away.
    """
    stream = plant.streams.get(target)
    if stream:
        return _at_pipe(plant, stream)
    found = [_at_pipe(plant, s) for s in _connected(plant, target)]
    return next((one for one in found if one and one.equipment == target), None)


def draws_liquid(plant: Plant, fault: Fault) -> bool:
    """Whether liquid is at the opening that a fault makes to the atmosphere."""
    nozzle = None if fault.kind == "tube_rupture" else nozzle_of(plant, fault.target)
    return nozzle is not None and nozzle.phase in _WET


def tube_of(plant: Plant, target: str) -> tuple[Nozzle, Nozzle] | None:
    """The process side and the water side of equipment's tubes.

    None if it has no such tubes, or nothing is known of water on its process side.
    """
    equipment = plant.equipment.get(target)
    ports = _longest(_TUBES, equipment.kind) if equipment else None
    ends = [_behind(plant, target, port) for port in ports or ()]
    process, water = ends or (None, None)
    if process is None or water is None:
        return None
    area = plant.areas[plant.equipment[process.equipment].area]
    return (process, water) if "H2O" in area.first_fill.species else None


def _connected(plant: Plant, target: str) -> list[Stream]:
    """The pipes at a piece of equipment, in the order of its ports, those which lead away first."""
    if target not in plant.equipment:
        return []
    kind = KINDS[plant.equipment[target].kind]
    order = (*kind.outlets, *kind.inlets)
    at = [
        (order.index(end.port), stream)
        for stream in plant.streams.values()
        for end in (stream.source, stream.target)
        if end.equipment == target
    ]
    return [stream for _, stream in sorted(at, key=lambda pair: pair[0])]


def _at_pipe(plant: Plant, stream: Stream) -> Nozzle | None:
    if stream.phase == "two_phase":
        return None
    ends = (stream.source,) if stream.phase == "liquid" else (stream.source, stream.target)
    for end in ends:
        if _holds(plant, end):
            return Nozzle(equipment=end.equipment, port=end.port, phase=stream.phase)
    return None


def _holds(plant: Plant, end: Port) -> bool:
    ports = _longest(_HOLDING, plant.equipment[end.equipment].kind)
    return bool(ports and end.port.startswith(ports))


def _behind(plant: Plant, equipment: str, port: str) -> Nozzle | None:
    """What is held at a port: by the equipment, or by that at the other end of the pipe."""
    for stream in plant.streams.values():
        pair = (stream.source, stream.target)
        for near, far in (pair, pair[::-1]):
            if (near.equipment, near.port) != (equipment, port):
                continue
            end = far if _flows_through(plant, equipment, port) else near
            if plant.equipment[end.equipment].kind.startswith("boundary"):
                return None
            return Nozzle(equipment=end.equipment, port=end.port, phase=stream.phase)
    return None


def _flows_through(plant: Plant, equipment: str, port: str) -> bool:
    """Whether the equipment holds nothing at a port of its tubes."""
    kind = plant.equipment[equipment].kind
    return kind.startswith("boiler") or (kind, port) == ("reactor.methanol", "coolant_inlet")


def _longest(table: Mapping[str, tuple[str, ...]], kind: str) -> tuple[str, ...] | None:
    fitting = [name for name in table if kind.startswith(name)]
    return table[max(fitting, key=len)] if fitting else None
