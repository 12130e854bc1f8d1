"""A discrete PID controller in position form, without bumps and without windup."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant import Controller, Tag

MAN, AUTO, CAS = 0, 1, 2  # as the mode tag counts them


@dataclass(kw_only=True, slots=True)
class PidState:
    """What a controller remembers; setpoint in engineering units, output in percent.

    Attributes:
        mode: MAN, AUTO, or CAS: the setpoint comes from the outer controller of a cascade.
        held: the output stood still in the last scan, as the process value was not known.
    """

    setpoint: float
    output: float
    mode: int = AUTO
    integral: float = 0.0
    last: float | None = None
    held: bool = False


@dataclass(frozen=True)
class Pid:
    """The law of one controller; its memory is passed in."""

    controller: Controller
    process_value: Tag

    def scan(
        self,
        state: PidState,
        value: float,
        seconds: float,
        *,
        may_fall: bool = True,
        may_rise: bool = True,
    ) -> None:
        """Updates `state.output` from the process value of this scan.

        Derivative action works on the process value, so a new setpoint makes no kick.
        In MAN the integral follows the output, so the change to AUTO makes no bump.

        Args:
            state: of the controller.
            value: in the unit of the process value.
            seconds: since the last scan.
            may_fall: whether what the output moves can go down; else the integral waits with it.
            may_rise: the same for up.
        """
        error = value - state.setpoint
        slope = 0.0 if state.last is None or state.held else (value - state.last) / seconds
        state.last = value
        proportional = self._gain * (error + self._derivative_time * slope)
        if state.mode == MAN or state.held:
            state.integral = state.output - proportional
            state.held = False
            if state.mode == MAN:
                return
        low, high = self._bounds
        integral = state.integral + self._gain * error * seconds / self._integral_time
        wanted = min(max(proportional + integral, low), high)
        if (wanted > state.output and not may_rise) or (wanted < state.output and not may_fall):
            state.integral = state.output - proportional
            return
        state.output = wanted
        # no further than keeps the integral part alone inside the output range
        room = abs(proportional)
        state.integral = min(max(integral, low - room), high + room)

    def track(self, state: PidState, value: float, output: float) -> None:
        """Follows an output which somebody else decides: an interlock, or the inner controller."""
        state.last = value
        state.output = output
        state.held = False
        state.integral = output - self._gain * (value - state.setpoint)

    def freedom(self, state: PidState) -> tuple[bool, bool]:
        """Tells whether the output can fall and rise."""
        low, high = self._bounds
        return state.output > low, state.output < high

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
