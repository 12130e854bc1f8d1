"""The soft PLC: each scan reads, checks interlocks, runs the controllers and writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from twin_simulator.control.guard import Guard, GuardState
from twin_simulator.control.pid import Pid, PidState

if TYPE_CHECKING:
    from twin_schemas.plant import Plant, Tag


class WriteRefused(ValueError):
    """A value was not written; the message gives the reason."""


@dataclass(kw_only=True)
class PlcState:
    """The memory of the soft PLC."""

    pids: dict[str, PidState]
    guard: GuardState


class SoftPlc:
    """Controllers and interlocks of a plant; all memory is in `state`."""

    def __init__(self, plant: Plant, state: PlcState) -> None:
        self._plant = plant
        self._loops = [
            (
                name,
                Pid(controller, plant.tags[controller.reads]),
                controller.reads,
                controller.moves,
            )
            for name, controller in plant.controllers.items()
        ]
        self._tags = [
            f"{name}.{part}" for name in plant.controllers for part in ("SP", "OP", "MODE")
        ]
        self._guard = Guard(plant.interlocks)
        self.state = state

    @classmethod
    def at_design(cls, plant: Plant, outputs: Mapping[str, float]) -> SoftPlc:
        """Starts with every controller in AUTO at its design setpoint.

        Args:
            plant: the description.
            outputs: output of each controller in percent at the design point.
        """
        pids = {
            name: PidState(setpoint=c.setpoint, output=outputs[name], integral=outputs[name])
            for name, c in plant.controllers.items()
        }
        return cls(plant, PlcState(pids=pids, guard=GuardState()))

    def scan(self, values: Mapping[str, float], seconds: float) -> dict[str, float]:
        """Returns the command of each actuator in percent."""
        self._guard.scan(self.state.guard, values)
        forced = self._guard.positions(self.state.guard)
        commands = dict(forced)
        for name, pid, read, moved in self._loops:
            state = self.state.pids[name]
            if moved in forced:
                pid.track(state, values[read], forced[moved])
            else:
                pid.scan(state, values[read], seconds)
                commands[moved] = state.output
        return commands

    @property
    def tripped(self) -> list[str]:
        """Tripped interlocks, the first-out first."""
        return self._guard.first_out(self.state.guard)

    def force(self, actuator: str, position: float) -> None:
        """Forces an actuator, as an interlock would, until the next reset."""
        self.state.guard.forced[actuator] = position

    def reset(self, values: Mapping[str, float]) -> None:
        """Releases the interlocks whose cause is gone."""
        self._guard.reset(self.state.guard, values)

    def values(self) -> dict[str, float]:
        """Returns the value of every setpoint, output and mode tag."""
        states = (self.state.pids[name] for name, *_ in self._loops)
        found = (value for s in states for value in (s.setpoint, s.output, float(s.auto)))
        return dict(zip(self._tags, found, strict=True))

    def write(self, name: str, value: float) -> None:
        """Writes a setpoint, output or mode.

        Raises:
            WriteRefused: the tag is unknown or not writable, the value is out of range,
                the mode does not allow it or an interlock holds the actuator.
        """
        tag = self._plant.tags.get(name)
        if tag is None or not tag.writable or tag.controller is None:
            raise WriteRefused(f"{name} is not a writable tag")
        if not isfinite(value) or not tag.low <= value <= tag.high:
            raise WriteRefused(f"{value} is outside {tag.low}..{tag.high} {tag.unit} of {name}")
        self._apply(tag, tag.controller, value)

    def _apply(self, tag: Tag, controller: str, value: float) -> None:
        state = self.state.pids[controller]
        if tag.kind == "setpoint":
            state.setpoint = value
        elif tag.kind == "mode":
            if value not in {0.0, 1.0}:
                raise WriteRefused(f"{value} is not one of 0 (MAN), 1 (AUTO)")
            state.auto = value == 1.0
        elif state.auto:
            raise WriteRefused(f"{controller} is in AUTO; its output is only writable in MAN")
        elif self._plant.controllers[controller].moves in self._guard.positions(self.state.guard):
            raise WriteRefused(f"{controller} is held by an interlock")
        else:
            state.output = value

    def follow(self, measured: Mapping[str, float]) -> None:
        """Takes over setpoints and modes, and outputs of controllers in MAN."""
        for name, state in self.state.pids.items():
            state.setpoint = _known(measured, f"{name}.SP", state.setpoint)
            state.auto = _known(measured, f"{name}.MODE", float(state.auto)) >= 0.5
            if not state.auto:
                state.output = _known(measured, f"{name}.OP", state.output)


def _known(measured: Mapping[str, float], tag: str, otherwise: float) -> float:
    value = measured.get(tag, otherwise)
    return float(value) if isfinite(value) else otherwise
