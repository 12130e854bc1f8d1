"""Equipment whose equations are in an FMU: what the rest of the plant sees of it.

The FMU is stepped beside the plant (`cosimulation/`); here its outputs are parameters which are
held over a scan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.units.boundary import GasSupply, LiquidSupply, WaterSupply
from twin_simulator.units.resistance import upwind
from twin_simulator.units.unit import Context, Unit, remembered

_PORTS = tuple(f"{end}_{port}" for end in ("inlet", "outlet") for port in "abc")


@dataclass(frozen=True)
class _SameAtEveryPort(Unit):
    """What a supply has at its outlet, at each of its ports; named before the supply."""

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return dict.fromkeys(_PORTS, super().fluids(context)["outlet"])


@dataclass(frozen=True)
class FmuGas(_SameAtEveryPort, GasSupply):
    """Gas whose pressure, temperature and composition an FMU computes.

    Equations:
        Those of the FMU, once a scan; between, a node of the pressure, temperature and composition
        that the FMU told last, the same at every port. Gas: ideal gas law and NASA polynomials
        (`properties/ideal_gas.py`).

    Assumptions:
        What it holds is in the FMU: what flows in and out crosses the boundary of the model. The
        exchange is of order one in the scan. The design point is found with the values of the
        description, without the FMU.

    Validity:
        That of the FMU, which is not checked.
    """


@dataclass(frozen=True)
class FmuLiquid(_SameAtEveryPort, LiquidSupply):
    """Liquid whose pressure, temperature and composition an FMU computes.

    Equations:
        Those of the FMU, once a scan; between, a node of the pressure, temperature and composition
        that the FMU told last, the same at every port. Molar volumes and enthalpy of liquids
        (`properties/liquid.py`).

    Assumptions:
        As gas whose state an FMU computes.

    Validity:
        That of the FMU, which is not checked.
    """


@dataclass(frozen=True)
class FmuWater(_SameAtEveryPort, WaterSupply):
    """Liquid water whose pressure and temperature an FMU computes.

    Equations:
        Those of the FMU, once a scan; between, a node of the pressure and temperature that the FMU
        told last, the same at every port. Saturated water (`properties/steam.py`).

    Assumptions:
        As gas whose state an FMU computes.

    Validity:
        That of the FMU, and liquid water from 273 to 640 K; neither is checked.
    """


@dataclass(frozen=True)
class FmuFlow(Unit):
    """A machine or line whose mass flow and duty an FMU computes.

    Equations:
        The mass flow which the FMU told last carries the fluid it comes from, also backwards
        (`units/resistance.py`); the duty is added to what leaves at the outlet.

    Assumptions:
        It holds nothing: what enters leaves at once, so that mass is conserved whatever the FMU
        does. Exchange and design point as of gas whose state an FMU computes.

    Validity:
        That of the FMU, which is not checked: it may ask for more than a vessel holds.
    """

    def adjustable(self) -> Mapping[str, float]:
        return {name: self.parameters[name] for name in ("mass_flow", "duty")}

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        flow = upwind(
            context.values["mass_flow"], context.fluids["inlet"], context.fluids["outlet"]
        )
        warmed = replace(flow, enthalpy=flow.enthalpy + self.power(context))
        return {"inlet": flow, "outlet": warmed}

    def power(self, context: Context) -> Any:
        return context.values["duty"]

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {name: context.values[name] for name in ("mass_flow", "duty")}
