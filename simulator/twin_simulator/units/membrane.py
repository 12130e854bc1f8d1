"""Hydrogen recovery: a hollow-fibre membrane between two well-mixed gas volumes.

Each component permeates with its own permeance times its difference in partial pressure. The
permeances relative to hydrogen are those of polysulfone, from its permeabilities (H2 14, N2, CH4
and CO 0.25, O2 1.4, CO2 5.6 Barrer: Baker 2012, Membrane Technology and Applications, 3rd ed.,
chapter 8, as the general literature quotes it; the book was not at hand). Argon is taken as the
mean of N2 and O2, hydrogen sulphide and methanethiol as CO2; water, methanol and ammonia, which
polysulfone passes easily, as hydrogen. Well-mixed volumes recover less than the counter-current
flow of real modules, and gas keeps its temperature on the way through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import (
    AR,
    CH3SH,
    CH4,
    CO,
    CO2,
    COMPONENTS,
    H2S,
    MDEA,
    N2,
    O2,
    by_component,
)
from twin_simulator.units.gas_volume import gas_energy, gas_state, temperature_slope, total
from twin_simulator.units.resistance import pipe
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered

RELATIVE = by_component({
    **dict.fromkeys(range(len(COMPONENTS)), 1.0),
    **dict.fromkeys((N2, CH4, CO), 0.25 / 14.0),
    AR: 0.825 / 14.0,
    O2: 1.4 / 14.0,
    CO2: 5.6 / 14.0,
    H2S: 5.6 / 14.0,
    CH3SH: 5.6 / 14.0,
    MDEA: 0.0,
})


@dataclass(frozen=True)
class HydrogenMembrane(Unit):
    """Node ports `feed` and `retentate`, flow port `permeate`.

    Equations:
        Flow of each component = permeance area (y p of the feed side - y p of the permeate side);
        balances of a gas volume on both sides.

    Assumptions:
        Both sides well mixed: less is recovered than in counter-current modules. Gas keeps its
        temperature. Permeances do not depend on temperature.

    Validity:
        Near ambient temperature; not checked.
    """

    def states(self) -> tuple[State, ...]:
        volume, pressure = self.parameters["volume"], self.parameters["permeate_pressure"]
        low = self.medium.gas_fill(volume, self.start_temperature, pressure)
        names, scale = self.medium.names, float(low.sum())
        return (
            self.gas_amounts("n", volume),
            self.temperature_state("T"),
            State(name="pn", guess=low, scale=scale, positive=True, labels=names),
            self.temperature_state("pT"),
        )

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    @remembered
    def _side(self, context: Context, prefix: str = "") -> Fluid:
        amounts = self.medium.spread(context.values[f"{prefix}n"])
        return gas_state(amounts, context.values[f"{prefix}T"], self.parameters["volume"])

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return dict.fromkeys(("feed", "retentate"), self._side(context))

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        area = self.parameters["flow_area"]
        return {"permeate": pipe(area, self._side(context, "p"), context.fluids["permeate"])}

    @remembered
    def _permeating(self, context: Context) -> Flow:
        high, low = self._side(context), self._side(context, "p")
        difference = high.composition * high.pressure - low.composition * low.pressure
        permeance = self.parameters["permeance"] * self.parameters["area"]
        amounts = permeance * context.values["cleanness"] * RELATIVE * difference
        # whatever goes either way takes the enthalpy of the side it comes from
        ahead = ideal_gas.mixture_enthalpy(ca.fmax(amounts, 0), high.temperature)
        back = ideal_gas.mixture_enthalpy(ca.fmin(amounts, 0), low.temperature)
        return Flow(amounts=amounts, enthalpy=ahead + back)

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        f, through = context.flows, self._permeating(context)
        high = f["feed"].amounts - f["retentate"].amounts - through.amounts
        gain = f["feed"].enthalpy - f["retentate"].enthalpy - through.enthalpy
        low = through.amounts - f["permeate"].amounts
        gain_low = through.enthalpy - f["permeate"].enthalpy
        return {
            **self._slopes(context, "", high, gain),
            **self._slopes(context, "p", low, gain_low),
        }

    def _slopes(self, context: Context, prefix: str, amounts: Any, gain: Any) -> dict[str, Any]:
        n, t = context.values[f"{prefix}n"], context.values[f"{prefix}T"]
        held = self.medium.pick(amounts)
        energy = gas_energy(self.medium.spread(n), t)
        return {
            f"{prefix}n": held,
            f"{prefix}T": temperature_slope(energy, t, gain, [(n, held)]),
        }

    def quantities(self, context: Context) -> Mapping[str, Any]:
        high, low = self._side(context), self._side(context, "p")
        return {
            "pressure": high.pressure,
            "temperature": high.temperature,
            "permeate_pressure": low.pressure,
            "y_H2": high.composition[0],
            "permeate_y_H2": low.composition[0],
        }

    def inventory(self, context: Context) -> Inventory:
        amounts, energy = total(
            Inventory(
                amounts=self.medium.spread(context.values[f"{side}n"]),
                energy=gas_energy(
                    self.medium.spread(context.values[f"{side}n"]), context.values[f"{side}T"]
                ),
            )
            for side in ("", "p")
        )
        return Inventory(amounts=amounts, energy=energy)
