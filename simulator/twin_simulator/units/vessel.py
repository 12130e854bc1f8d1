"""A gas volume which mixes what flows in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twin_simulator.fluid import Fluid
from twin_simulator.medium import ATMOSPHERE, FLUE, Medium
from twin_simulator.properties.components import COMPONENTS
from twin_simulator.units.gas_volume import gas_energy, gas_state, net, temperature_slope
from twin_simulator.units.unit import Context, Inventory, State, Unit

_INLETS = ("inlet_a", "inlet_b", "inlet_c")
_OUTLETS = ("outlet_a", "outlet_b", "outlet_c")


@dataclass(frozen=True)
class GasVessel(Unit):
    """An adiabatic, well-mixed gas volume."""

    def states(self) -> tuple[State, ...]:
        return self.gas_amounts("n", self.parameters["volume"]), self.temperature_state("T")

    def _fluid(self, context: Context) -> Fluid:
        amounts = self.held.spread(context.values["n"])
        volume, hot = self.parameters["volume"], self.held.hot
        return gas_state(amounts, context.values["T"], volume, hot=hot)

    def _energy(self, context: Context) -> Any:
        amounts = self.held.spread(context.values["n"])
        return gas_energy(amounts, context.values["T"], hot=self.held.hot)

    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        fluid = self._fluid(context)
        return dict.fromkeys((*_INLETS, *_OUTLETS), fluid)

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        v = context.values
        inward = [flow for port, flow in context.flows.items() if port in _INLETS]
        outward = [flow for port, flow in context.flows.items() if port not in _INLETS]
        amounts, enthalpy = net(inward, outward)
        held = self.held.pick(amounts)
        slope = temperature_slope(self._energy(context), v["T"], enthalpy, [(v["n"], held)])
        return {"n": held, "T": slope}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        fluid = self._fluid(context)
        fractions = {f"y_{c}": fluid.composition[i] for i, c in enumerate(COMPONENTS)}
        return {"pressure": fluid.pressure, "temperature": fluid.temperature, **fractions}

    def inventory(self, context: Context) -> Inventory:
        amounts = self.held.spread(context.values["n"])
        return Inventory(amounts=amounts, energy=self._energy(context))


@dataclass(frozen=True)
class FlueVessel(GasVessel):
    """A part of a flue gas duct, or of an air duct."""

    @property
    def held(self) -> Medium:
        """Flue gas, whatever its area holds."""
        return FLUE

    @property
    def start_temperature(self) -> float:
        return self.parameters.get("start_temperature", FLUE.temperature)

    @property
    def start_pressure(self) -> float:
        return ATMOSPHERE
