"""A gas volume which mixes what flows in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin_simulator.fluid import Fluid
from twin_simulator.properties.components import COMPONENTS
from twin_simulator.units.gas_volume import gas_energy, gas_state, net, temperature_slope
from twin_simulator.units.guess import GAS_TEMPERATURE, gas_amounts
from twin_simulator.units.unit import Context, Inventory, State, Unit

_INLETS = ("inlet_a", "inlet_b")


@dataclass(frozen=True)
class GasVessel(Unit):
    """An adiabatic, well-mixed gas volume."""

    def states(self) -> tuple[State, ...]:
        amounts = gas_amounts(self.parameters["volume"], GAS_TEMPERATURE)
        return (
            State(name="n", guess=amounts, scale=float(amounts.sum()), positive=True),
            State(name="T", guess=np.array([GAS_TEMPERATURE]), scale=500.0, positive=True),
        )

    def _fluid(self, context: Context) -> Fluid:
        v = context.values
        return gas_state(v["n"], v["T"], self.parameters["volume"])

    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        fluid = self._fluid(context)
        return dict.fromkeys((*_INLETS, "outlet_a", "outlet_b"), fluid)

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        v = context.values
        inward = [flow for port, flow in context.flows.items() if port in _INLETS]
        outward = [flow for port, flow in context.flows.items() if port not in _INLETS]
        amounts, enthalpy = net(inward, outward)
        energy = gas_energy(v["n"], v["T"])
        slope = temperature_slope(energy, v["T"], enthalpy, [(v["n"], amounts)])
        return {"n": amounts, "T": slope}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        fluid = self._fluid(context)
        fractions = {f"y_{c}": fluid.composition[i] for i, c in enumerate(COMPONENTS)}
        return {"pressure": fluid.pressure, "temperature": fluid.temperature, **fractions}

    def inventory(self, context: Context) -> Inventory:
        v = context.values
        return Inventory(amounts=v["n"], energy=gas_energy(v["n"], v["T"]))
