"""Loading valve with a batch counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.units.unit import Context, State
from twin_simulator.units.valve import LiquidValve

_SHUT = 0.01  # of the stroke
_FORGET = 30.0  # s
_BATCH = 1e4  # kg, magnitude of a batch


@dataclass(frozen=True)
class LoadingValve(LiquidValve):
    """Counts what runs through; a shut valve lets the counter go back to zero.

    The counter holds a batch in kg. Once the valve is shut it falls by `1/e` in `_FORGET`
    seconds, as if the next lorry had come: an interlock which shuts the valve at the batch
    quantity can then be reset for the next one.

    Equations:
        A liquid valve; dB/dt = w, and - B / 30 s once it is shut.
    """

    def states(self) -> tuple[State, ...]:
        return (*super().states(), State(name="total", guess=np.zeros(1), scale=_BATCH))

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        v = context.values
        shut = 1 - ca.fmin(ca.fmax(v["position"] / _SHUT, 0), 1)
        counted = context.flows["outlet"].mass - shut * v["total"] / _FORGET
        return {**super().derivatives(context), "total": counted}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {**super().quantities(context), "total": ca.fmax(context.values["total"], 0)}
