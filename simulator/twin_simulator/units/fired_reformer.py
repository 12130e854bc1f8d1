"""Primary steam reformer: tubes of nickel catalyst in a fired box.

The box is well stirred (Lobo and Evans 1939, Trans. AIChE 35, 743): gas of one temperature which
radiates to the tubes through an exchange factor; its walls store heat and lose none. A tube
wall of one temperature for each cell passes the heat on to gas and catalyst.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi
from typing import Any

import numpy as np

from twin_simulator.fluid import Fluid
from twin_simulator.kinetics import combustion, reforming
from twin_simulator.medium import ATMOSPHERE, FLUE, Medium
from twin_simulator.units.bed import Kinetics
from twin_simulator.units.gas_volume import gas_energy, gas_state, net, temperature_slope
from twin_simulator.units.resistance import by_name
from twin_simulator.units.tube_bed import TubeBed
from twin_simulator.units.unit import Context, Inventory, State, remembered

STEFAN_BOLTZMANN = 5.670374419e-8  # W/(m2 K4), CODATA 2018
_BOX_PORTS = ("fuel", "fuel_b", "air")


@dataclass(frozen=True)
class FiredReformer(TubeBed):
    """Flow port `feed`; node ports `product`, `fuel`, `fuel_b`, `air` and `flue`.

    Equations:
        Packed bed with Xu and Froment 1989 and constant effectiveness factors
        (`kinetics/reforming.py`). Tube wall of each cell: C dT_w/dt = radiation - U A (T_w - T).
        Radiation sigma F A (T_box^4 - T_w^4). Box: well-mixed gas which burns
        (`kinetics/combustion.py`), its refractory of the same temperature.

    Assumptions:
        As a packed bed. One gas temperature in the box; a given exchange factor, no heat loss.
        Coefficient from wall to gas constant. Higher hydrocarbons count as methane. No carbon
        forms; sulfur is only counted as lost.
    """

    kinetics = Kinetics(
        rates=reforming.pellet_rates,
        stoichiometry=reforming.STOICHIOMETRY,
        temperature=reforming.VALID_TEMPERATURE,
        pressure=reforming.VALID_PRESSURE,
    )

    @property
    def held(self) -> Medium:
        """What the tubes hold; sulfur which gets here is counted as lost (and kills nickel)."""
        return self.medium.without("H2S", "CH3SH")

    def behind(self, port: str) -> Medium:
        return FLUE if port in {*_BOX_PORTS, "flue"} else super().behind(port)

    @property
    def radiating_area(self) -> float:
        """Outer area of the tubes of one cell, times the exchange factor, in m2."""
        p = self.parameters
        outer = p["tubes"] * pi * p["tube_outer_diameter"] * p["tube_length"]
        return p["exchange_factor"] * outer / self.cells

    def states(self) -> tuple[State, ...]:
        hot = self.parameters["box_temperature"]
        moles = FLUE.gas_fill(self.parameters["box_volume"], hot, ATMOSPHERE)
        skins = np.linspace(0.75, 0.85, self.cells) * hot
        return (
            *super().states(),
            *(
                State(name=f"w{k}", guess=np.array([t]), scale=1000.0, positive=True)
                for k, t in enumerate(skins, start=1)
            ),
            State(
                name="box",
                guess=moles,
                scale=float(moles.sum()),
                positive=True,
                labels=FLUE.names,
            ),
            State(name="box_T", guess=np.array([hot]), scale=1000.0, positive=True),
        )

    @remembered
    def _box(self, context: Context) -> Fluid:
        amounts, volume = FLUE.spread(context.values["box"]), self.parameters["box_volume"]
        return gas_state(amounts, context.values["box_T"], volume, hot=True)

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        box = self._box(context)
        return {**super().fluids(context), **dict.fromkeys((*_BOX_PORTS, "flue"), box)}

    @remembered
    def heats(self, context: Context) -> list[Any]:
        skins, bed = by_name(context.values, "w", self.cells), self.bed(context)
        conductance = self.wall_conductance
        return [conductance * (t.temperature - w) for t, w in zip(bed, skins, strict=True)]

    @remembered
    def _radiant(self, context: Context) -> list[Any]:
        """Heat which the box radiates to the tube walls of each cell in W."""
        factor = STEFAN_BOLTZMANN * self.radiating_area * context.values["cleanness"]
        hot = context.values["box_T"] ** 4
        return [factor * (hot - w**4) for w in by_name(context.values, "w", self.cells)]

    def adjustable(self) -> Mapping[str, float]:
        return {**super().adjustable(), "cleanness": 1.0}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        radiant, heats = self._radiant(context), self.heats(context)
        capacity = self.parameters["wall_heat_capacity"] / self.cells
        skins = {
            f"w{k}": (r + h) / capacity
            for k, (r, h) in enumerate(zip(radiant, heats, strict=True), start=1)
        }
        return {**super().derivatives(context), **skins, **self._box_slopes(context, sum(radiant))}

    def _box_slopes(self, context: Context, radiant: Any) -> dict[str, Any]:
        v, flows = context.values, context.flows
        fed = [flows[port] for port in _BOX_PORTS if port in flows]
        amounts, enthalpy = net(fed, (flows["flue"],))
        held = FLUE.pick(amounts + combustion.burnt(FLUE.spread(v["box"])))
        energy = self._box_energy(context)
        slope = temperature_slope(energy, v["box_T"], enthalpy - radiant, [(v["box"], held)])
        return {"box": held, "box_T": slope}

    @remembered
    def _box_energy(self, context: Context) -> Any:
        v = context.values
        gas = gas_energy(FLUE.spread(v["box"]), v["box_T"], hot=True)
        return gas + self.parameters["refractory_heat_capacity"] * v["box_T"]

    def quantities(self, context: Context) -> Mapping[str, Any]:
        skins = by_name(context.values, "w", self.cells)
        box = self._box(context)
        return {
            **super().quantities(context),
            "skin_temperature_top": skins[0],
            "skin_temperature_middle": skins[self.cells // 2],
            "skin_temperature_bottom": skins[-1],
            "box_temperature": box.temperature,
            "box_pressure": box.pressure,
            "duty": -sum(self.heats(context)),
        }

    def inventory(self, context: Context) -> Inventory:
        tubes = super().inventory(context)
        skins = sum(by_name(context.values, "w", self.cells))
        metal = self.parameters["wall_heat_capacity"] / self.cells * skins
        return Inventory(
            amounts=tubes.amounts + FLUE.spread(context.values["box"]),
            energy=tubes.energy + metal + self._box_energy(context),
        )
