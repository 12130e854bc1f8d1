"""A packed bed in tubes, through whose walls heat passes."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

from twin_simulator.units.bed import PackedBed


@dataclass(frozen=True)
class TubeBed(PackedBed):
    """All tubes are alike: each cell is a slice through all of them."""

    @property
    def bed_volume(self) -> float:
        """Volume inside the tubes of one cell in m3."""
        p = self.parameters
        return p["tubes"] * pi / 4 * p["tube_diameter"] ** 2 * p["tube_length"] / self.cells

    @property
    def wall_conductance(self) -> float:
        """Between the inside of the walls and the bed of one cell in W/K."""
        p = self.parameters
        wall = p["tubes"] * pi * p["tube_diameter"] * p["tube_length"]
        return p["heat_transfer"] * wall / self.cells
