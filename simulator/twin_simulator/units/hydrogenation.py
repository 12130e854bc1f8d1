"""Hydrogenation of organic sulfur on cobalt-molybdenum before the zinc oxide.

CH3SH + H2 = CH4 + H2S; methanethiol stands for all organic sulfur. At 370 degC the equilibrium
constant is 1.2e6 (this model's own thermodynamics): natural gas would keep less than 1 ppb, so the
reaction is written irreversible. Rate: first order in organic sulfur, as usual for the
hydrogenation of simple sulfur compounds (Twigg 1989, Catalyst Handbook, 2nd ed., chapter 4), and in
hydrogen, so that none reacts without it. The constant is a parameter
of the bed and counts at the temperature of operation; below `_COLD` the catalyst sleeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Fluid
from twin_simulator.properties.components import CH3SH, CH4, H2, H2S, by_component
from twin_simulator.units.raw_gas_bed import RawGasBed, within
from twin_simulator.units.unit import Context

HYDROGENATED = by_component({CH3SH: -1, H2: -1, CH4: 1, H2S: 1})
_COLD, _WIDTH = 523.0, 15.0  # K, about where such catalysts begin to work; a smooth step


@dataclass(frozen=True)
class HydrogenationBed(RawGasBed):
    """An adiabatic bed; no states beside those of any bed.

    Equations:
        Packed bed; CH3SH + H2 = CH4 + H2S at k p(H2) n(CH3SH) in each cell, times a smooth step of
        the temperature about 250 degC.

    Assumptions:
        Irreversible; methanethiol stands for all organic sulfur (Twigg 1989, chapter 4). The rate
        constant is a choice and does not change with temperature above the step. No poisoning.

    Validity:
        As the range of its kinetics below, in every cell.
    """

    kinetics = within((573.0, 720.0), HYDROGENATED)

    def made(self, context: Context, number: int, cell: Fluid) -> Any:
        held = self.held.spread(context.values[f"n{number}"])[CH3SH]
        warm = 1 / (1 + ca.exp((_COLD - cell.temperature) / _WIDTH))
        hydrogen = cell.composition[H2] * cell.pressure
        constant = self.parameters["hydrogenation_rate"] * context.values["activity"]
        return HYDROGENATED * (constant * warm * hydrogen * held)

    def quantities(self, context: Context) -> Mapping[str, Any]:
        slip = self.bed(context)[-1].composition[CH3SH]
        return {**super().quantities(context), "slip": slip}
