"""What shift converters and the methanator of an ammonia plant leave.

Typical figures: Appl 1999, Ammonia: Principles and Industrial Practice, and Twigg 1989, Catalyst
Handbook, chapters 6 and 7 (from memory, no text at hand): carbon monoxide in dry gas 2 to 4 %
behind iron and 0.15 to 0.4 % behind copper, oxides below 10 ppm behind the methanator. The gas of
a secondary reformer (12.8 % CO, 7.8 % CO2, 56.1 % H2, 22.6 % N2 dry, 0.6 mol of steam on each of
dry gas) enters the iron bed at 360 degC and the copper bed at 205 degC and 30 bar; both hold what
is usual, a m3 for 3000 m3/h (0 degC, 1 atm) of dry gas, with the packed density of Rase's
catalysts; the methanator one for 6000 m3/h at 300 degC with 1000 kg/m3. Nothing is fitted: ranges
of the source are the tolerance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin_simulator.kinetics import reforming, shift
from twin_simulator.properties.components import CH4, CO, CO2, H2, H2O, N2, by_component
from twin_simulator.units.unit import Array
from twin_simulator.validation.line import ValidationLine, compare_range
from twin_simulator.validation.plug_flow import Tube

SOURCE = "Appl 1999, Ammonia; Twigg 1989, Catalyst Handbook: typical figures (from memory)"
_KNOWN = (
    "kinetics of a reforming catalyst and the effectiveness of a reformer's pellets; methanation"
    " catalyst is more active and in smaller pellets. At an eighth of the space velocity the model"
    " leaves 0.7 ppm"
)
_PRESSURE = 30e5
_DRY = {CO: 0.128, CO2: 0.078, H2: 0.561, N2: 0.226, CH4: 0.007}
_STEAM = 0.6
_NORMAL = 44.615  # mol in a m3 at 0 degC and 1 atm
_PACKED = 70.0 * 16.0185  # kg/m3, from lb/ft3 (Rase 1977)
_WASHED = {H2: 0.738, N2: 0.246, CH4: 0.01, CO: 0.004, CO2: 0.001, H2O: 0.001}


@dataclass(frozen=True, kw_only=True)
class Bed:
    """A bed for a mol/s of dry gas: its rate law, space velocity in 1/h and kg/m3."""

    rates: Callable[[Any, Any], Any]
    stoichiometry: Any
    velocity: float
    density: float

    def outlet(self, feed: Array, celsius: float) -> tuple[Array, float]:
        """Returns the flows in mol/s and the temperature in K behind it."""
        catalyst = 3600 / _NORMAL / self.velocity * self.density
        tube = Tube(rates=self.rates, stoichiometry=self.stoichiometry, catalyst=catalyst)
        found = tube.profile(feed, celsius + 273.15, _PRESSURE, points=2)
        return found.flows[:, -1], float(found.temperature[-1])


IRON = Bed(rates=shift.iron_rate, stoichiometry=shift.STOICHIOMETRY, velocity=3000, density=_PACKED)
COPPER = Bed(
    rates=shift.copper_rate, stoichiometry=shift.STOICHIOMETRY, velocity=3000, density=_PACKED
)
NICKEL = Bed(
    rates=reforming.pellet_rates,
    stoichiometry=reforming.STOICHIOMETRY,
    velocity=6000,
    density=1000.0,
)


def _dry_percent(flows: Array, *components: int) -> float:
    return 100 * float(np.sum(flows[list(components)]) / (flows.sum() - flows[H2O]))


def lines() -> list[ValidationLine]:
    """Compares the carbon oxides left behind each bed, and the temperature behind the iron."""
    feed = by_component({**_DRY, H2O: _STEAM}).full().ravel()
    iron, hot = IRON.outlet(feed, 360.0)
    copper, _ = COPPER.outlet(iron, 205.0)
    nickel, _ = NICKEL.outlet(by_component(_WASHED).full().ravel(), 300.0)
    left = 1e4 * _dry_percent(nickel, CO, CO2)
    return [
        compare_range(
            "high-temperature shift: CO left", SOURCE, 2, 4, _dry_percent(iron, CO), "dry %"
        ),
        compare_range("high-temperature shift: outlet", SOURCE, 673, 723, hot, "K"),
        compare_range(
            "low-temperature shift: CO left", SOURCE, 0.15, 0.4, _dry_percent(copper, CO), "dry %"
        ),
        compare_range("methanator: oxides left", SOURCE, 0, 10, left, "dry ppm", known=_KNOWN),
    ]
