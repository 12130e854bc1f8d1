"""A feedback controller of the control system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Action = Literal["direct", "reverse"]
Kind = Literal["pid", "limit"]


@dataclass(frozen=True, kw_only=True)
class Controller:
    """A PID controller.

    Attributes:
        kind: `limit` keeps its process value from passing the setpoint, and else rests at its end.
        reads: measurement tag of its process value.
        moves: equipment whose actuator it moves, through the inner controllers of a cascade.
        cascades_to: the controller whose setpoint its output is, in percent of that setpoint's
            range; empty where it moves an actuator itself.
        action: `direct` opens when the process value rises, `reverse` closes.
        gain: percent of output for each percent of the instrument's range.
        integral_time_s: reset time; derivative_time_s: 0 for none.
        setpoint: design setpoint in the unit of `reads`.
        output: output at the design point in percent; until it is found, where the search begins.
        output_low, output_high: bounds of the output.
        setpoint_low, setpoint_high: operating limits of the setpoint, in the unit of `reads`.
        critical: why a second person has to approve what is written to it; empty if none has to.
        approval_s: how long the second person has.
        freeze_s: shortest time between two commands to the setpoint; with `max_step` its rate.
    """

    name: str
    area: str
    description: str
    kind: Kind = "pid"
    reads: str
    moves: str
    action: Action
    gain: float
    integral_time_s: float
    derivative_time_s: float
    setpoint: float
    setpoint_low: float
    setpoint_high: float
    output: float
    output_low: float
    output_high: float
    max_step: float
    settle_s: float
    tolerance: float
    critical: str
    approval_s: float
    cascades_to: str = ""
    freeze_s: float = 0.0
