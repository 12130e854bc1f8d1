"""A model with openings: the same equations and states, and what the openings take and give.

Only the equipment that an opening touches is assembled again, with its flows as they are and with
those of the opening, and the difference is added to the rates: what leaves, leaves that equipment's
own balance. The share to which each opening is open comes after the parameters, as one more of
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Any

import casadi as ca
import numpy as np

from twin_simulator.emergency.opening import Opening, OpeningError
from twin_simulator.emergency.release import Release, column, entries_of, release_of
from twin_simulator.fluid import Flow
from twin_simulator.integration.system import System
from twin_simulator.network import Network
from twin_simulator.properties import steam
from twin_simulator.properties.components import COMPONENTS, H2O, WATER
from twin_simulator.units.unit import Array, Context

if TYPE_CHECKING:
    from twin_schemas.faults import Nozzle
    from twin_simulator.fluid import Fluid
    from twin_simulator.process_model import ProcessModel

_LEAST_WATER = 2e3  # Pa; where the boiling point is known from
_Ends = dict[tuple[str, str], list[Flow]]


@dataclass(frozen=True)
class Opened:
    """The equations with openings.

    Attributes:
        openings: in the order of their shares.
        system: takes x, u and p with the shares after it.
        releases: of x, u, p and shares: a column for each opening (see `Release`).
    """

    openings: tuple[Opening, ...]
    system: System
    releases: ca.Function

    def look(self, x: Array, u: Array, p: Array) -> dict[str, Release]:
        """Returns what comes out of each opening; p with the shares after it."""
        table = np.asarray(self.releases(x, u, p))
        return {one.name: release_of(table[:, k]) for k, one in enumerate(self.openings)}


def opened(model: ProcessModel, openings: Sequence[Opening]) -> Opened:
    """Opens a model.

    Raises:
        OpeningError: water would enter what the model holds no water in.
    """
    near = _Near(model, openings)
    system = model.system
    x, u, p = (ca.MX.sym(name, system.rates.size1_in(k)) for k, name in enumerate("xup"))
    shares = ca.MX.sym("shares", len(openings))
    together = [x, u, ca.vertcat(p, shares)]
    rates = system.rates(x, u, p) + near.rates(x, u, p, shares)
    slopes = system.jacobian(x, u, p) + near.slopes(x, u, p, shares)
    return Opened(
        tuple(openings),
        System(
            ca.Function("rates", together, [ca.densify(rates)]),
            ca.Function("jacobian", together, [slopes]),
            system.scale,
            system.positive,
        ),
        ca.Function("releases", together, [ca.densify(near.releases(x, u, p, shares))]),
    )


class _Near:
    """The equations around openings, of the whole plant's x, u and p."""

    def __init__(self, model: ProcessModel, openings: Sequence[Opening]) -> None:
        self._plant, self._openings = model.plant, openings
        names = {n.equipment for o in openings for n in (o.nozzle, o.water) if n}
        self._network = Network.of(model.plant, names)
        self._shares = ca.SX.sym("shares", len(openings))
        f, symbols = model.variables, self._network.symbols
        size = len(f.states), len(f.inputs), len(f.parameters)
        x, u, p = (ca.SX.sym(name, n) for name, n in zip("xup", size, strict=True))
        given = [
            *entries_of(symbols.states, f.states, x),
            *entries_of(symbols.inputs, f.inputs, u),
            *entries_of(symbols.parameters, f.parameters, p),
        ]
        place = {name: k for k, name in enumerate(f.states)}
        outward, inward, releases = self._flows()
        rates = ca.SX(size[0], 1)
        for name in names:
            for state, slope in self._changes(name, outward, inward).items():
                for k, row in enumerate(_rows(symbols.states, f"{name}.{state}", place)):
                    rates[row] = slope[k]
        own = [symbol for symbol, _ in given]
        whole = [value for _, value in given]
        rates, table = ca.substitute([rates, releases], own, whole)
        arguments = [x, u, p, self._shares]
        rates, table = ca.cse([ca.SX(rates), table])
        self.rates = ca.Function("rates", arguments, [rates])
        self.slopes = ca.Function("slopes", arguments, [ca.jacobian(rates, x)])
        self.releases = ca.Function("releases", arguments, [table])

    def _flows(self) -> tuple[_Ends, _Ends, Any]:
        """What leaves and enters at each nozzle, and the table of releases."""
        outward: _Ends = {}
        inward: _Ends = {}
        columns = []
        for k, opening in enumerate(self._openings):
            share, nozzle = self._shares[k], opening.nozzle
            fluid = self._network.nodes[nozzle.equipment, nozzle.port]
            entering = _scaled(Flow(amounts=ca.SX(len(COMPONENTS), 1), enthalpy=0.0), 0.0)
            if opening.water is None:
                lost = _scaled(opening.released(fluid), share)
            else:
                self._check(nozzle)
                water = self._network.nodes[opening.water.equipment, opening.water.port]
                lost = _scaled(opening.out(fluid, water.pressure, nozzle.phase), share)
                entering = _scaled(opening.out(water, fluid.pressure, opening.water.phase), share)
                end = opening.water.equipment, opening.water.port
                outward.setdefault(end, []).append(entering)
                inward.setdefault((nozzle.equipment, nozzle.port), []).append(entering)
            outward.setdefault((nozzle.equipment, nozzle.port), []).append(lost)
            columns.append(column(lost, entering, fluid, _superheat(opening, fluid)))
        return outward, inward, ca.horzcat(*columns)

    def _check(self, nozzle: Nozzle) -> None:
        unit = self._network.units[nozzle.equipment]
        if not ca.SX(unit.behind(nozzle.port).strange(WATER)).is_zero():
            where = f"{nozzle.equipment}, which its tubes open to,"
            raise OpeningError(f"{where} holds no water in this model; open another exchanger")

    def _changes(self, name: str, outward: _Ends, inward: _Ends) -> dict[str, Any]:
        """How openings change the derivatives of a unit."""
        unit, context = self._network.units[name], self._network.contexts[name]
        as_it_is = unit.derivatives(replace(context, memory={}))
        flows = {
            port: self._added(name, port, flow, outward, inward)
            for port, flow in context.flows.items()
        }
        changed = unit.derivatives(_with(context, flows))
        return {state: changed[state] - as_it_is[state] for state in as_it_is}

    def _added(self, name: str, port: str, flow: Flow, outward: _Ends, inward: _Ends) -> Flow:
        """The flow at a port with what openings take and give there; it may count either way."""
        leads_away = any(
            (s.source.equipment, s.source.port) == (name, port)
            for s in self._plant.streams.values()
        )
        sign = 1 if leads_away else -1
        for found, direction in ((outward, sign), (inward, -sign)):
            for each in found.get((name, port), ()):
                flow = _sum(flow, _scaled(each, direction))
        return flow


def _with(context: Context, flows: Mapping[str, Flow]) -> Context:
    return replace(context, flows=flows, memory={})


def _scaled(flow: Flow, share: Any) -> Flow:
    return Flow(
        amounts=share * flow.amounts, enthalpy=share * flow.enthalpy, liquid=share * flow.liquid
    )


def _sum(first: Flow, second: Flow) -> Flow:
    return Flow(
        amounts=first.amounts + second.amounts,
        enthalpy=first.enthalpy + second.enthalpy,
        liquid=first.liquid + second.liquid,
    )


def _superheat(opening: Opening, fluid: Fluid) -> Any:
    if opening.water is None or opening.nozzle.phase != "gas":
        return inf
    partial = ca.fmax(fluid.pressure * fluid.composition[H2O], _LEAST_WATER)
    return fluid.temperature - steam.saturation_temperature(partial)


def _rows(own: Sequence[Any], wanted: str, place: Mapping[str, int]) -> list[int]:
    state = next(state for name, state, _ in own if name == wanted)
    return [place[f"{wanted}.{label}" if label else wanted] for label in state.labels or ("",)]
