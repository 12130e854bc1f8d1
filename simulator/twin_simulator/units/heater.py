"""Electric heater in a gas volume: brings a converter to the temperature at which it lights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin_simulator.units.unit import Context, State, remembered
from twin_simulator.units.vessel import GasVessel


@dataclass(frozen=True)
class ElectricHeater(GasVessel):
    """A gas vessel with an element whose load, over rated, follows its command with a lag.

    The element has the temperature of the gas: what protects it when no gas flows is an interlock.

    Equations:
        A gas vessel which takes in rated power times load; the load follows its command with a
        first-order lag.

    Assumptions:
        As a gas vessel. The element stores no heat and stands any temperature.
    """

    def states(self) -> tuple[State, ...]:
        return (*super().states(), State(name="load", guess=np.zeros(1), scale=1.0))

    def inputs(self) -> Mapping[str, float]:
        return {"load": 0.0}

    def power(self, context: Context) -> Any:
        return self.parameters["rated_power"] * context.values["load"]

    @remembered
    def lost(self, context: Context) -> Any:
        return -self.power(context)

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        error = context.values["load.command"] - context.values["load"]
        return {**super().derivatives(context), "load": error / self.parameters["response_time"]}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {**super().quantities(context), "power": self.power(context)}
