"""A discrete PID controller in position form, without bumps and without windup."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant import Controller, Tag


@dataclass(kw_only=True, slots=True)
class PidState:
    """What a controller remembers; setpoint in engineering units, output in percent."""

    setpoint: float
    output: float
    auto: bool = True
    integral: float = 0.0
    last: float | None = None


@dataclass(frozen=True)
class Pid:
    """The law of one controller; its memory is passed in."""

    controller: Controller
    process_value: Tag

    def scan(self, state: PidState, value: float, seconds: float) -> None:
        """Updates `state.output` from the process value of this scan.

        Derivative action works on the process value, so a new setpoint makes no kick.
        In MAN the integral follows the output, so the change to AUTO makes no bump.
        """
        error = value - state.setpoint
        slope = 0.0 if state.last is None else (value - state.last) / seconds
        state.last = value
        proportional = self._gain * (error + self._derivative_time * slope)
        if not state.auto:
            state.integral = state.output - proportional
            return
        low, high = self._bounds
        integral = state.integral + self._gain * error * seconds / self._integral_time
        state.output = min(max(proportional + integral, low), high)
        # no further than keeps the integral part alone inside the output range
        room = abs(proportional)
        state.integral = min(max(integral, low - room), high + room)

    def track(self, state: PidState, value: float, output: float) -> None:
        """Follows an output which an interlock forces."""
        state.last = value
        state.output = output
        state.integral = output - self._gain * (value - state.setpoint)

    # a whole plant's controllers run in every scan: what does not change is worked out once

    @cached_property
    def _gain(self) -> float:
        """Percent of output for each engineering unit of deviation."""
        sign = 1.0 if self.controller.action == "direct" else -1.0
        span = self.process_value.high - self.process_value.low
        return 100.0 * sign * self.controller.gain / span

    @cached_property
    def _integral_time(self) -> float:
        return self.controller.integral_time_s

    @cached_property
    def _derivative_time(self) -> float:
        return self.controller.derivative_time_s

    @cached_property
    def _bounds(self) -> tuple[float, float]:
        return self.controller.output_low, self.controller.output_high
