"""Joins units by streams into one system der(x) = f(x, u, p) with its outputs.

Assembled once for a plant: x holds the units' states, u the actuator commands (0 to 1), p the
boundary conditions and the adjustable parameters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import casadi as ca
import numpy as np

from twin_simulator.network import Network, Symbols, connected
from twin_simulator.properties.components import COMPONENTS
from twin_simulator.units.unit import Array, Context, State, Unit
from twin_simulator.variables import Variables

if TYPE_CHECKING:
    from twin_schemas.plant import Plant, Stream
    from twin_simulator.fluid import Flow, Fluid


@dataclass(frozen=True, kw_only=True)
class Flowsheet(Variables):
    """The assembled system, as symbols and expressions.

    Attributes:
        x, u, p: symbols of the variables. areas: the area of each state.
        derivative: f. quantities: expression of everything measurable by `owner.quantity`.
        validity: per equipment, whether its equations are within their stated range.
        amounts, energy: what the section holds; the two `_inflow` what crosses its boundary.
    """

    x: Any
    u: Any
    p: Any
    areas: tuple[str, ...]
    derivative: Any
    quantities: Mapping[str, Any]
    validity: Mapping[str, Any]
    amounts: Any
    energy: Any
    amounts_inflow: Any
    energy_inflow: Any


def assemble(plant: Plant) -> Flowsheet:
    """Builds the flowsheet of a plant.

    Raises:
        FlowsheetError: a stream does not join a vessel-like and a flow-like port, or an
            instrument measures what the model does not offer.
    """
    network = Network.of(plant)
    piped = {s.id: (s, network.flows[s.id]) for s in plant.streams.values()}
    parts = (network.units, network.symbols, network.contexts)
    return _collect(*parts, piped, network.nodes, plant)


def _collect(
    units: Mapping[str, Unit],
    symbols: Symbols,
    contexts: Mapping[str, Context],
    flows: Mapping[str, tuple[Stream, Flow]],
    nodes: Mapping[tuple[str, str], Fluid],
    plant: Plant,
) -> Flowsheet:
    slopes: dict[str, Mapping[str, Any]] = {}
    for name, unit in units.items():
        with connected(plant.equipment[name]):
            slopes[name] = unit.derivatives(contexts[name])
    holding = {name.split(".")[0] for name, _, _ in symbols.states}
    held = [i for n, u in units.items() if (i := u.inventory(contexts[n])) is not None]
    crossing = [_crossing(stream, flow, units) for stream, flow in flows.values()]
    work = sum(unit.power(contexts[name]) for name, unit in units.items())
    quantities = _quantities(units, contexts, flows, nodes)
    rates = [slopes[n.split(".")[0]][s.name] for n, s, _ in symbols.states]
    names, inputs = tuple(_entries(symbols.states)), tuple(name for name, _, _ in symbols.inputs)
    guesses = np.array([guess for _, guess, _ in symbols.inputs])
    # units write the same term again and again: share it once, before it is differentiated
    derivative, shared = ca.cse([ca.vertcat(*rates), ca.vertcat(*quantities.values())])
    return Flowsheet(
        x=ca.vertcat(*(symbol for _, _, symbol in symbols.states)),
        u=ca.vertcat(*(symbol for _, _, symbol in symbols.inputs)),
        p=ca.vertcat(*(symbol for _, _, symbol in symbols.parameters)),
        areas=tuple(plant.equipment[name.split(".")[0]].area for name in names),
        states=names,
        inputs=inputs,
        parameters=tuple(name for name, _, _ in symbols.parameters),
        guess=_known(
            names, np.concatenate([s.guess for _, s, _ in symbols.states]), plant.design.states
        ),
        scale=_spread(symbols, [state.scale for _, state, _ in symbols.states]),
        positive=_spread(symbols, [float(state.positive) for _, state, _ in symbols.states]),
        ages=_spread(symbols, [float(state.ages) for _, state, _ in symbols.states]),
        command=_known(inputs, 100 * guesses, plant.design.commands) / 100,
        nominal=np.array([nominal for _, nominal, _ in symbols.parameters]),
        derivative=derivative,
        quantities=dict(zip(quantities, ca.vertsplit(shared), strict=True)),
        validity={name: unit.validity(contexts[name]) for name, unit in units.items()},
        amounts=sum(inventory.amounts for inventory in held),
        energy=sum(inventory.energy for inventory in held),
        amounts_inflow=sum(amounts for amounts, _ in crossing)
        - _traces(units, flows, nodes, holding),
        energy_inflow=sum(energy for _, energy in crossing) + work,
    )


def _entries(states: list[tuple[str, State, Any]]) -> list[str]:
    """Returns a name for each scalar: `M-101.T`, `M-101.n.H2`."""
    return [
        f"{name}.{label}" if label else name
        for name, state, _ in states
        for label in state.labels or ("",)
    ]


def _known(names: Sequence[str], guesses: Array, known: Mapping[str, float]) -> Array:
    """Takes a known value in place of each guess, where there is one."""
    pairs = zip(names, guesses.tolist(), strict=True)
    return np.array([known.get(name, guess) for name, guess in pairs])


def _spread(symbols: Symbols, values: list[float]) -> Array:
    """Repeats a value per state for each of its scalars."""
    sizes = [len(state.guess) for _, state, _ in symbols.states]
    return np.repeat(np.array(values), sizes)


def _crossing(stream: Stream, flow: Flow, units: Mapping[str, Unit]) -> tuple[Any, Any]:
    """Returns what a stream brings into the section across its boundary."""
    comes_in = _is_boundary(stream.source, units)
    goes_out = _is_boundary(stream.target, units)
    if comes_in == goes_out:
        return 0, 0
    sign = 1 if comes_in else -1
    return sign * flow.amounts, sign * flow.enthalpy


def _traces(
    units: Mapping[str, Unit],
    flows: Mapping[str, tuple[Stream, Flow]],
    nodes: Mapping[tuple[str, str], Fluid],
    holding: set[str],
) -> Any:
    """Returns what enters units that have no state for it in mol/s, such as sulfur after ZnO.

    It leaves the balance there: an area holds only the components which matter in it. A stream
    that runs backwards brings it to its source.
    """
    lost: Any = 0
    for stream, flow in flows.values():
        for end, sign in ((stream.target, 1), (stream.source, -1)):
            unit = units[end.equipment]
            takes_in = (end.equipment, end.port) in nodes or end.port in unit.feeds
            if takes_in and end.equipment in holding:
                lost += sign * unit.behind(end.port).strange(flow.amounts)
    return lost


def _is_boundary(end: Any, units: Mapping[str, Unit]) -> bool:
    return units[end.equipment].outside


def _quantities(
    units: Mapping[str, Unit],
    contexts: Mapping[str, Context],
    flows: Mapping[str, tuple[Stream, Flow]],
    nodes: Mapping[tuple[str, str], Fluid],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, unit in units.items():
        for key, value in unit.quantities(contexts[name]).items():
            found[f"{name}.{key}"] = value
    for stream, flow in flows.values():
        found[f"{stream.id}.mass_flow"] = flow.mass
        found[f"{stream.id}.mole_flow"] = ca.sum1(flow.amounts)
        fluid = nodes.get((stream.source.equipment, stream.source.port))
        if fluid is not None:  # behind a valve only the flow is known, not the state
            found.update(_state_of(stream.id, fluid))
    return found


def _state_of(stream: str, fluid: Fluid) -> dict[str, Any]:
    shares = zip(COMPONENTS, ca.vertsplit(ca.SX(fluid.composition)), strict=True)
    fractions = {f"{stream}.y_{component}": share for component, share in shares}
    return {
        f"{stream}.temperature": fluid.temperature,
        f"{stream}.pressure": fluid.pressure,
        **fractions,
    }
