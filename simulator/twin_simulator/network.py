"""Units with their symbols, and the fluids and flows between them.

Of a whole plant, or of the neighbourhood of some equipment alone, which costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import casadi as ca

from twin_simulator.medium import Medium
from twin_simulator.units.kinds import UNITS
from twin_simulator.units.unit import Context, State, Unit

if TYPE_CHECKING:
    from twin_schemas.plant import Equipment, Plant, Stream
    from twin_simulator.fluid import Flow, Fluid


class FlowsheetError(ValueError):
    """The description can not be turned into equations; the message names the part.

    Attributes:
        place: File and line of the part, as `file:line`; empty if it has none.
        what: What is wrong.
        remedy: What to do about it; may be empty.
    """

    def __init__(self, what: str, remedy: str = "", place: str = "") -> None:
        self.place, self.what, self.remedy = place, what, remedy
        super().__init__((f"{place}: " if place else "") + what + (f"; {remedy}" if remedy else ""))


@dataclass(frozen=True, kw_only=True)
class Symbols:
    """The symbols of x, u and p, and those of each unit by local name."""

    values: Mapping[str, Mapping[str, Any]]
    states: list[tuple[str, State, Any]]
    inputs: list[tuple[str, float, Any]]
    parameters: list[tuple[str, float, Any]]

    @classmethod
    def of(cls, units: Mapping[str, Unit]) -> Symbols:
        values: dict[str, dict[str, Any]] = {name: {} for name in units}
        found = cls(values=values, states=[], inputs=[], parameters=[])
        for name, unit in units.items():
            for state in unit.states():
                symbol = ca.SX.sym(f"{name}.{state.name}", len(state.guess))
                values[name][state.name] = symbol
                found.states.append((f"{name}.{state.name}", state, symbol))
            for key, guess in unit.inputs().items():
                symbol = ca.SX.sym(f"{name}.{key}.command")
                values[name][f"{key}.command"] = symbol
                found.inputs.append((name, guess, symbol))
            for key, nominal in unit.adjustable().items():
                symbol = ca.SX.sym(f"{name}.{key}")
                values[name][key] = symbol
                found.parameters.append((f"{name}.{key}", nominal, symbol))
        return found


@dataclass(frozen=True, kw_only=True)
class Network:
    """Units and what is between them.

    Attributes:
        nodes: the fluid at every node port, by equipment and port.
        flows: by stream. contexts: by unit, complete for those whose streams all have a flow.
    """

    units: Mapping[str, Unit]
    symbols: Symbols
    nodes: Mapping[tuple[str, str], Fluid]
    flows: Mapping[str, Flow]
    contexts: Mapping[str, Context]

    @classmethod
    def of(cls, plant: Plant, around: Iterable[str] | None = None) -> Network:
        """Builds the network of a plant.

        Args:
            plant: the description.
            around: the equipment whose contexts are needed; all when None.

        Raises:
            FlowsheetError: a stream does not join a vessel-like and a flow-like port.
        """
        streams = plant.streams.values()
        wanted = plant.equipment.keys() if around is None else set(around)
        near = [s for s in streams if wanted & {s.source.equipment, s.target.equipment}]
        offering = wanted | {end.equipment for s in near for end in (s.source, s.target)}
        far = [s for s in streams if offering & {s.source.equipment, s.target.equipment}]
        there = offering | {end.equipment for s in far for end in (s.source, s.target)}
        units = _units(plant, [name for name in plant.equipment if name in there])
        symbols = Symbols.of(units)
        contexts = {name: Context(values=symbols.values[name]) for name in units}
        nodes = _nodes(units, contexts)
        for name in units:
            if name in offering:
                fluids = _around(name, far, nodes)
                contexts[name] = replace(contexts[name], fluids=fluids)
        giving = [n for n in units if n in wanted or _gives(n, near, nodes)]
        offered = _offered(plant, giving, units, contexts)
        flows = {s.id: _flow(s, offered) for s in near}
        for name in wanted:
            contexts[name] = replace(contexts[name], flows=_ports(name, near, flows))
        return cls(units=units, symbols=symbols, nodes=nodes, flows=flows, contexts=contexts)


def _units(plant: Plant, names: Iterable[str]) -> dict[str, Unit]:
    media = {name: Medium.of(area) for name, area in plant.areas.items()}
    described = ((name, plant.equipment[name]) for name in names)
    return {name: UNITS[e.kind](e.parameters, media[e.area]) for name, e in described}


def _gives(name: str, streams: Iterable[Stream], nodes: Mapping[tuple[str, str], Fluid]) -> bool:
    """Whether a unit computes the flow of one of these streams."""
    return any(
        end.equipment == name and (name, end.port) not in nodes
        for stream in streams
        for end in (stream.source, stream.target)
    )


def _nodes(
    units: Mapping[str, Unit], contexts: Mapping[str, Context]
) -> dict[tuple[str, str], Fluid]:
    """Returns the fluid at every node port."""
    return {
        (name, port): fluid
        for name, unit in units.items()
        for port, fluid in unit.fluids(contexts[name]).items()
    }


def _around(name: str, streams: Any, nodes: Mapping[tuple[str, str], Fluid]) -> dict[str, Fluid]:
    """Returns the fluids which the flow ports of a unit look at."""
    found: dict[str, Fluid] = {}
    for stream in streams:
        ends = ((stream.source, stream.target), (stream.target, stream.source))
        for near, far in ends:
            if near.equipment == name and (name, near.port) not in nodes:
                found[near.port] = _node(stream, far, nodes)
    return found


def _node(stream: Stream, end: Any, nodes: Mapping[tuple[str, str], Fluid]) -> Fluid:
    fluid = nodes.get((end.equipment, end.port))
    if fluid is None:
        raise FlowsheetError(
            f"{stream.id} joins two units which both compute a flow, at {end.equipment}.{end.port}",
            "put a vessel between them",
            stream.place,
        )
    return fluid


def _offered(
    plant: Plant, units: Iterable[str], made: Mapping[str, Unit], contexts: Mapping[str, Context]
) -> dict[str, Mapping[str, Flow]]:
    """Returns what these units compute for their flow ports."""
    offered: dict[str, Mapping[str, Flow]] = {}
    for name in units:
        with connected(plant.equipment[name]):
            offered[name] = made[name].flows(contexts[name])
    return offered


def _flow(stream: Stream, offered: Mapping[str, Mapping[str, Flow]]) -> Flow:
    """Returns the flow of a stream, computed by the unit at its flow end."""
    found = [
        offered[end.equipment][end.port]
        for end in (stream.source, stream.target)
        if end.port in offered.get(end.equipment, {})
    ]
    if len(found) != 1:
        raise FlowsheetError(
            f"{stream.id} joins two vessels without a valve, pipe or machine",
            "put one between",
            stream.place,
        )
    return found[0]


@contextmanager
def connected(equipment: Equipment) -> Iterator[None]:
    """Turns the search for what flows through an open port into an error that names it."""
    try:
        yield
    except KeyError as error:
        what = f"port {error} of {equipment.id} is not connected"
        raise FlowsheetError(what, "add a stream", equipment.place) from error


def _ports(name: str, streams: Any, flows: Mapping[str, Flow]) -> dict[str, Flow]:
    return {
        end.port: flows[stream.id]
        for stream in streams
        for end in (stream.source, stream.target)
        if end.equipment == name
    }
