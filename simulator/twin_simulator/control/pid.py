"""A discrete PID controller in position form, without bumps and without windup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant import Controller, Tag


@dataclass(kw_only=True)
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
        error = self._percent(value - state.setpoint)
        slope = 0.0 if state.last is None else self._percent(value - state.last) / seconds
        state.last = value
        proportional = self._gain * (error + self.controller.derivative_time_s * slope)
        if not state.auto:
            state.integral = state.output - proportional
            return
        state.integral += self._gain * error * seconds / self.controller.integral_time_s
        state.output = self._bounded(proportional + state.integral)
        self._unwind(state, proportional)

    def track(self, state: PidState, value: float, output: float) -> None:
        """Follows an output which an interlock forces."""
        state.last = value
        state.output = output
        state.integral = output - self._gain * self._percent(value - state.setpoint)

    @property
    def _gain(self) -> float:
        sign = 1.0 if self.controller.action == "direct" else -1.0
        return sign * self.controller.gain

    def _percent(self, difference: float) -> float:
        return 100.0 * difference / (self.process_value.high - self.process_value.low)

    def _bounded(self, output: float) -> float:
        return min(max(output, self.controller.output_low), self.controller.output_high)

    def _unwind(self, state: PidState, proportional: float) -> None:
        """Holds the integral within what keeps the integral part alone inside the output range."""
        low, high = self.controller.output_low, self.controller.output_high
        room = abs(proportional)
        state.integral = min(max(state.integral, low - room), high + room)
