"""A feedback controller of the control system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from twin_schemas.plant.split_range import SplitRange, output_of

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
        splits: of a split range, which part of the output moves which actuator, with `moves`, which
            rests between its ends at the design point, among them; empty where it moves one.
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
    splits: tuple[SplitRange, ...] = ()

    @property
    def actuators(self) -> tuple[str, ...]:
        """All that it moves: `moves` alone, but of a split range."""
        return tuple(split.equipment for split in self.splits) or (self.moves,)

    def positions(self, output: float) -> dict[str, float]:
        """Where it tells its actuators to be at an output, both in percent."""
        if not self.splits:
            return {self.moves: output}
        return {split.equipment: split.position(output) for split in self.splits}

    def output_at(self, positions: Mapping[str, float], before: float) -> float:
        """The output nearest to `before` that tells its actuators to be at these positions."""
        if not self.splits:
            return positions.get(self.moves, before)
        return output_of(self.splits, positions, before)

    @property
    def travel(self) -> float:
        """Percent of travel of `moves` for each percent of output."""
        return next((s.slope for s in self.splits if s.equipment == self.moves), 1.0)
