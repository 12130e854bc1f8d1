"""Gas volumes which mix what flows in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.medium import ATMOSPHERE, FLUE, RAW_GAS, Medium
from twin_simulator.properties.components import CH4, COMPONENTS, H2O
from twin_simulator.units.gas_volume import gas_energy, gas_state, net, temperature_slope
from twin_simulator.units.resistance import pipe
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered

_LEAST_METHANE = 1e-3  # mole fraction; a ratio to nothing has no meaning


@dataclass(frozen=True)
class GasVessel(Unit):
    """An adiabatic, well-mixed gas volume.

    Its metal, if described, has the temperature of the gas: it keeps a volume which is blown off
    from falling to the temperature of an isentropic expansion.

    Equations:
        dn/dt = sum of inward - outward flows for each component; dU/dt = enthalpy inward - outward
        - heat lost, solved for dT/dt by the chain rule (`units/gas_volume.py`); p = n R T / V.

    Assumptions:
        Well mixed. Ideal gas. Walls, unless described, neither store nor lose heat.

    Validity:
        Any pressure, temperature and composition at which the gas is nearly ideal; not checked.
    """

    inlets: ClassVar[tuple[str, ...]] = ("inlet_a", "inlet_b", "inlet_c")
    nodes: ClassVar[tuple[str, ...]] = (*inlets, "outlet_a", "outlet_b", "outlet_c")
    drains: ClassVar[tuple[str, ...]] = ()  # flow ports through which it gives what it holds

    def states(self) -> tuple[State, ...]:
        return self.gas_amounts("n", self.parameters["volume"]), self.temperature_state("T")

    @remembered
    def fluid(self, context: Context) -> Fluid:
        """Returns the gas it holds."""
        amounts = self.held.spread(context.values["n"])
        volume, hot = self.parameters["volume"], self.held.hot
        return gas_state(amounts, context.values["T"], volume, hot=hot)

    @remembered
    def _energy(self, context: Context) -> Any:
        amounts = self.held.spread(context.values["n"])
        gas = gas_energy(amounts, context.values["T"], hot=self.held.hot)
        return gas + self.parameters.get("metal", 0.0) * context.values["T"]

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return dict.fromkeys(self.nodes, self.fluid(context))

    @remembered
    def lost(self, context: Context) -> Any:
        """Returns the heat which leaves through the wall in W."""
        del context
        return 0.0

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        v = context.values
        inward = [flow for port, flow in context.flows.items() if port in self.inlets]
        outlets = {*self.nodes, *self.drains} - set(self.inlets)
        outward = [flow for port, flow in context.flows.items() if port in outlets]
        amounts, enthalpy = net(inward, outward)
        held = self.held.pick(amounts)
        gain = enthalpy - self.lost(context)
        slope = temperature_slope(self._energy(context), v["T"], gain, [(v["n"], held)])
        return {"n": held, "T": slope}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        fluid = self.fluid(context)
        fractions = {f"y_{c}": fluid.composition[i] for i, c in enumerate(COMPONENTS)}
        carbon = ca.fmax(fluid.composition[CH4], _LEAST_METHANE)
        return {
            "pressure": fluid.pressure,
            "temperature": fluid.temperature,
            "steam_to_carbon": fluid.composition[H2O] / carbon,
            **fractions,
        }

    def inventory(self, context: Context) -> Inventory:
        amounts = self.held.spread(context.values["n"])
        return Inventory(amounts=amounts, energy=self._energy(context))


@dataclass(frozen=True)
class GasManifold(GasVessel):
    """A header in which three lines meet and from which four part."""

    inlets = ("inlet_a", "inlet_b", "inlet_c")
    nodes = (*inlets, "outlet_a", "outlet_b", "outlet_c", "outlet_d")


@dataclass(frozen=True)
class GasHeader(GasVessel):
    """A header of many lines."""

    inlets = tuple(f"inlet_{number:02d}" for number in range(1, 13))
    nodes = (*inlets, *(f"outlet_{number:02d}" for number in range(1, 13)))


@dataclass(frozen=True)
class QuenchChamber(GasVessel):
    """The space between two beds: gas of the bed above through its grid, and cold quench gas.

    Flow port `feed`, node ports `quench` and `outlet`.

    Equations:
        Balances of a gas vessel; the bed above flows in through its grid as through a pipe.
    """

    feeds = ("feed",)
    inlets = ("feed", "quench")
    nodes = ("quench", "outlet")

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        area = self.parameters["flow_area"]
        return {"feed": pipe(area, context.fluids["feed"], self.fluid(context))}


@dataclass(frozen=True)
class RawGasVessel(GasVessel):
    """A volume of natural gas with its sulfur, which the rest of its area does not hold."""

    @property
    def held(self) -> Medium:
        return RAW_GAS


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
