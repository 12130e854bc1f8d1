"""Let-down drum: liquid comes in, gas leaves at the top and the rest at the bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twin_simulator.fluid import Fluid
from twin_simulator.units.gas_volume import net
from twin_simulator.units.stage import stage_states
from twin_simulator.units.stage_vessel import StageVessel
from twin_simulator.units.unit import Context, State, remembered

_INLETS, _OUTLETS = ("inlet", "recycle"), ("gas", "liquid")


@dataclass(frozen=True)
class FlashDrum(StageVessel):
    """One equilibrium stage; node ports `inlet`, `recycle`, `gas` and `liquid`.

    Equations:
        A stage vessel: gas leaves as its vapour, liquid as its liquid (`units/stage.py`).
    """

    def states(self) -> tuple[State, ...]:
        return stage_states(self, "", self.parameters["volume"], self.parameters["level"])

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        content = self.content(context)
        top = dict.fromkeys((*_INLETS, "gas"), content.vapour)
        return {**top, "liquid": content.bottom}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        f = context.flows
        inward = [f[port] for port in _INLETS if port in f]
        outward = [f[port] for port in _OUTLETS if port in f]
        held, slope = self.content(context).slopes(*net(inward, outward))
        return {"n": held, "T": slope}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        content = self.content(context)
        return {
            "pressure": content.pressure,
            "temperature": content.temperature,
            "level": content.liquid_volume / self.parameters["volume"],
        }
