"""A section of a tray column: equilibrium stages, vapour upwards, liquid downwards.

Vapour passes a tray by the difference of pressure less the head of clear liquid on it, through an
orifice (dry drop = w^2 / (2 rho A^2)); the liquid seals a tray against backward flow. Liquid runs
over a straight weir: Francis, volume flow = 1.84 length head^1.5 (SI; Perry's Chemical Engineers'
Handbook, 8th ed., section 14, eq. 14-87 to 14-93 without froth). A stage is an ideal one: a number
of real trays times their efficiency. Entrainment and weeping are neglected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.fluid import Flow, Fluid, flow_of
from twin_simulator.properties.components import CH3OH
from twin_simulator.units.gas_volume import net, total
from twin_simulator.units.resistance import bubbling
from twin_simulator.units.stage import GRAVITY, Stage, stage_states, stepped_up, under_head
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered

_FRANCIS = 1.84  # m^0.5/s
_GUESSED_CREST, _GUESSED_DROP = 0.03, 1100.0  # m over the weir, Pa for each stage
_ENDS = ("top", "bottom")
DEPTHS = (0, 25, 50, 75, 100)  # % of the stages, from the top


@dataclass(frozen=True)
class ColumnSection(Unit):
    """Stages numbered from the top.

    Node ports at the top: `liquid_inlet`, `feed`, `vapour_outlet`. Flow ports at the bottom:
    `vapour_inlet` and `liquid_outlet`. So sections, a sump below and a condenser above join
    without anything between them, and a feed enters at the top of the section below it.

    Equations:
        Each tray one equilibrium stage (`units/stage.py`). Vapour: w = A sqrt(2 rho (dp - head of
        liquid)). Liquid: Francis, 1.84 length head^1.5. Amounts and energy of each tray are states.

    Assumptions:
        Ideal stages: a number of trays times an efficiency. No entrainment, weeping, flooding or
        downcomer back-up. Ideal vapour, no heat of mixing, no heat loss.

    Validity:
        Methanol, water, dissolved gases and amine between 30 and 120 degC; not checked.
    """

    @property
    def stages(self) -> int:
        """Number of stages."""
        return round(self.parameters["stages"])

    @property
    def _numbers(self) -> range:
        return range(1, self.stages + 1)

    @property
    def _area(self) -> float:
        return float(self.parameters["area"])

    def states(self) -> tuple[State, ...]:
        p = self.parameters
        depth = p["weir_height"] + _GUESSED_CREST
        volume = self._area * p["spacing"]
        found: list[State] = []
        for k, methanol in zip(self._numbers, self._guessed(), strict=True):
            pressure = self.start_pressure + _GUESSED_DROP * k
            found += stage_states(self, str(k), volume, depth / p["spacing"], methanol, pressure)
        return tuple(found)

    def _guessed(self) -> list[float] | list[None]:
        """Mole fraction of methanol on each stage, first guess."""
        p = self.parameters
        if "start_methanol_bottom" not in p:
            return [None] * self.stages  # the liquid of the area
        if "start_boil_up" in p:
            bottom = p["start_methanol_bottom"]
            return stepped_up(bottom, p["start_boil_up"], self.start_pressure, self.stages)
        # at total reflux log(x / (1 - x)) falls evenly from stage to stage (Fenske)
        top, bottom = (log(x / (1 - x)) for x in (p[f"start_methanol_{end}"] for end in _ENDS))
        return [1 / (1 + exp(-float(value))) for value in np.linspace(top, bottom, self.stages)]

    @remembered
    def _contents(self, context: Context) -> list[Stage]:
        p, v = self.parameters, context.values
        return [
            Stage(
                held=v[f"n{k}"],
                temperature=v[f"T{k}"],
                volume=self._area * p["spacing"],
                metal=p["metal"],
                medium=self.medium,
            )
            for k in self._numbers
        ]

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        top = self._contents(context)[0]
        liquid = under_head(top.solution, self._head(top))
        return {"liquid_inlet": liquid, "feed": liquid, "vapour_outlet": top.vapour}

    def _head(self, stage: Stage) -> Any:
        """Pressure of the clear liquid on a tray in Pa."""
        return stage.liquid_volume / self._area * stage.solution.density * GRAVITY

    def _rising(self, below: Fluid, stage: Stage) -> Flow:
        """Vapour which bubbles through the liquid of a stage."""
        above = under_head(stage.vapour, self._head(stage))
        return bubbling(self.parameters["hole_area"], below, above)

    def _falling(self, stage: Stage) -> Flow:
        """Liquid which runs over the weir of a stage."""
        height = stage.liquid_volume / self._area - self.parameters["weir_height"]
        volume_flow = _FRANCIS * self.parameters["weir_length"] * ca.fmax(height, 0) ** 1.5
        return flow_of(stage.solution, volume_flow * stage.solution.density)

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        last = self._contents(context)[-1]
        return {
            "vapour_inlet": self._rising(context.fluids["vapour_inlet"], last),
            "liquid_outlet": self._falling(last),
        }

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        f, stages = context.flows, self._contents(context)
        rising = [self._rising(below.vapour, above) for above, below in pairwise(stages)]
        falling = [self._falling(stage) for stage in stages[:-1]]
        fed = [f[port] for port in ("liquid_inlet", "feed") if port in f]
        slopes: dict[str, Any] = {}
        for k in self._numbers:
            last, first = k == self.stages, k == 1
            inward = [f["vapour_inlet"] if last else rising[k - 1]]
            inward += fed if first else [falling[k - 2]]
            outward = [f["vapour_outlet"] if first else rising[k - 2]]
            outward += [f["liquid_outlet"] if last else falling[k - 1]]
            slopes[f"n{k}"], slopes[f"T{k}"] = stages[k - 1].slopes(*net(inward, outward))
        return slopes

    def quantities(self, context: Context) -> Mapping[str, Any]:
        stages = self._contents(context)
        at = {d: stages[round(d / 100 * (self.stages - 1))] for d in DEPTHS}
        return {
            **{f"temperature_{d:02d}": stage.temperature for d, stage in at.items()},
            "pressure": stages[0].pressure,
            "pressure_drop": stages[-1].pressure - stages[0].pressure,
            "methanol_top": stages[0].mass_fraction(CH3OH),
            "methanol_bottom": stages[-1].mass_fraction(CH3OH),
        }

    def inventory(self, context: Context) -> Inventory:
        amounts, energy = total(stage.inventory for stage in self._contents(context))
        return Inventory(amounts=amounts, energy=energy)
