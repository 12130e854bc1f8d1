"""The soft PLC: each scan reads, checks interlocks, runs the controllers and writes."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from twin_schemas.plant.sequence import GOALS, STATES
from twin_simulator.control.guard import Guard, GuardState
from twin_simulator.control.loops import Scan, inner_ones, loops_of
from twin_simulator.control.pid import AUTO, CAS, MAN, PidState
from twin_simulator.control.sequencer import (
    ABORTED,
    IDLE,
    GoalRefused,
    SequenceState,
    advance,
    aim,
    first_lacking,
)

if TYPE_CHECKING:
    from twin_schemas.plant import Plant, Tag
    from twin_schemas.vocabulary import RefusalCause


class WriteRefused(ValueError):
    """A value was not written; the message gives the reason.

    Attributes:
        cause: Which kind of reason it is.
    """

    def __init__(self, reason: str, cause: RefusalCause) -> None:
        super().__init__(reason)
        self.cause = cause


@dataclass(kw_only=True)
class PlcState:
    """The memory of the soft PLC."""

    pids: dict[str, PidState]
    guard: GuardState
    sequences: dict[str, SequenceState]


class SoftPlc:
    """Controllers and interlocks of a plant; all memory is in `state`."""

    def __init__(self, plant: Plant, state: PlcState) -> None:
        self._plant = plant
        self._loops = loops_of(plant)
        self._inner = inner_ones(plant.controllers)
        self._tags = [
            f"{name}.{part}" for name in plant.controllers for part in ("SP", "OP", "MODE")
        ]
        self._resets = [tag for tag in plant.tags.values() if tag.kind == "reset"]
        self._guard = Guard(plant.interlocks)
        self.state = state
        self.led: dict[str, float] = {}  # position in percent of what another control system moves

    @classmethod
    def at_design(
        cls, plant: Plant, outputs: Mapping[str, float], measured: Mapping[str, float]
    ) -> SoftPlc:
        """Starts with every controller at its design setpoint, in AUTO, or in CAS where it can be.

        Args:
            plant: the description.
            outputs: position of each actuator in percent at the design point.
            measured: true values at the design point, in engineering units.
        """
        inner = inner_ones(plant.controllers)
        pids = {}
        for name, c in plant.controllers.items():
            state = PidState(setpoint=c.setpoint, output=c.output_at(outputs, c.output))
            if name in inner:
                state.mode, state.setpoint = CAS, measured[c.reads]
            pids[name] = state
        for loop in loops_of(plant):
            if loop.inner is not None:
                pids[loop.name].output = loop.output_at(pids[loop.inner.name].setpoint)
        for state in pids.values():
            state.integral = state.output
        sequences = {name: SequenceState() for name in plant.sequences}
        return cls(plant, PlcState(pids=pids, guard=GuardState(), sequences=sequences))

    def scan(
        self, values: Mapping[str, float], seconds: float, failed: Container[str] = ()
    ) -> dict[str, float]:
        """Returns the command of each actuator in percent.

        Args:
            values: of every measurement.
            seconds: since the last scan.
            failed: measurements whose sensor says that it has failed: controllers which read them
                hold their output; interlocks go by the value, which is at an end of its range.
        """
        self._guard.scan(self.state.guard, values)
        self._guard.release(self.state.guard, self.led)
        for name, sequence in self._plant.sequences.items():
            held_by = self._guard.holding(self.state.guard, sequence.equipment)
            state = self.state.sequences[name]
            advance(sequence, state, values, seconds, self._set, held_by)
            state.lacks = first_lacking(sequence, values, held_by)
        forced = self._forced() | self.led
        scan = Scan(self.state.pids, values, forced, failed, seconds)
        commands = dict(forced)
        for loop in self._loops:
            scan.run(loop)
            if loop.inner is None:
                commands |= loop.pid.controller.positions(self.state.pids[loop.name].output)
        return commands | forced

    @property
    def tripped(self) -> list[str]:
        """Tripped interlocks, the first-out first."""
        return self._guard.first_out(self.state.guard)

    def take_up(self, names: Container[str]) -> None:
        """Has controllers with another tuning begin from the output they have."""
        for loop in self._loops:
            state = self.state.pids[loop.name]
            if loop.name in names and state.last is not None and not state.held:
                loop.pid.track(state, state.last, state.output)

    def force(self, actuator: str, position: float) -> None:
        """Forces an actuator, as an interlock would, until the next reset."""
        self.state.guard.forced[actuator] = position

    def reset(self, values: Mapping[str, float]) -> None:
        """Releases the interlocks whose cause is gone."""
        self._guard.reset(self.state.guard, values)

    def values(self) -> dict[str, float]:
        """Returns the value of every setpoint, output and mode tag."""
        states = (self.state.pids[name] for name in self._plant.controllers)
        found = (value for s in states for value in (s.setpoint, s.output, float(s.mode)))
        own = dict(zip(self._tags, found, strict=True))
        return own | dict(self._sequence_values()) | dict(self._tripped_values())

    def _tripped_values(self) -> Iterator[tuple[str, float]]:
        for tag in self._resets:
            yield tag.name, float(len(self._guard.latched(self.state.guard, tag.area)))

    def _sequence_values(self) -> Iterator[tuple[str, float]]:
        for name, state in self.state.sequences.items():
            yield f"{name}.GOAL", float(state.goal)
            yield f"{name}.STATE", float(state.state)
            yield f"{name}.LACKS", float(state.lacks)
            yield f"{name}.WHY", float(state.why)

    def _forced(self) -> dict[str, float]:
        """Actuators which a sequence keeps at rest, or an interlock holds."""
        at_rest = {
            sequence.equipment: 0.0
            for name, sequence in self._plant.sequences.items()
            if self.state.sequences[name].state in {IDLE, ABORTED}
        }
        return at_rest | self._guard.positions(self.state.guard)

    def write(self, name: str, value: float, values: Callable[[], Mapping[str, float]]) -> None:
        """Writes a setpoint, output or mode, the goal of a sequence, or 0 to a reset.

        Args:
            name: of the tag.
            value: in its unit.
            values: gives the measurements, by which a sequence judges its permissives.

        Raises:
            WriteRefused: the tag is unknown or not writable, the value is out of range,
                the mode does not allow it, an interlock holds the actuator, a sequence lacks
                a permissive, or no interlock can be reset.
        """
        tag = self._plant.tags.get(name)
        if tag is None or not tag.writable:
            raise WriteRefused(f"{name} is not a writable tag", "tag")
        if not isfinite(value) or not tag.low <= value <= tag.high:
            limits = f"{tag.low}..{tag.high} {tag.unit}"
            raise WriteRefused(f"{value} is outside {limits} of {name}", "range")
        if tag.kind == "reset":
            self._reset_area(tag, value, values())
        elif tag.controller is None:
            self._aim(name.partition(".")[0], value, values())
        else:
            self._apply(tag, tag.controller, value)

    def _reset_area(self, tag: Tag, value: float, values: Mapping[str, float]) -> None:
        if value != 0.0:
            raise WriteRefused(f"{tag.name} takes 0 only, which resets", "range")
        before = self._guard.latched(self.state.guard, tag.area)
        stay = self._guard.reset_area(self.state.guard, tag.area, values)
        if before and stay == before:
            causes = "; ".join(self._cause(name, values) for name in stay)
            raise WriteRefused(f"nothing can be reset yet: {causes}", "interlock")

    def _cause(self, name: str, values: Mapping[str, float]) -> str:
        one = self._plant.interlocks[name]
        side = "above" if one.side == "high" else "below"
        return (
            f"{name} stays tripped while {one.tag} is {side} {one.limit:g} ({values[one.tag]:.4g})"
        )

    def _aim(self, name: str, goal: float, values: Mapping[str, float]) -> None:
        sequence, state = self._plant.sequences[name], self.state.sequences[name]
        held_by = self._guard.holding(self.state.guard, sequence.equipment)
        if goal != int(goal):
            raise WriteRefused(f"{goal} is none of the goals {', '.join(GOALS)}", "range")
        try:
            aim(sequence, state, int(goal), values, held_by)
        except GoalRefused as error:
            raise WriteRefused(str(error), error.cause) from error

    def _set(self, name: str, value: float) -> None:
        """Writes as a sequence does, which also changes modes."""
        controller, _, part = name.partition(".")
        state = self.state.pids[controller]
        if part == "SP":
            state.setpoint = value
        elif part == "OP":
            state.output = value
        else:
            state.mode = int(value)

    def _apply(self, tag: Tag, controller: str, value: float) -> None:
        state = self.state.pids[controller]
        if tag.kind == "setpoint":
            if state.mode == CAS:
                why = f"{controller} is in CAS; its setpoint comes from another one"
                raise WriteRefused(why, "mode")
            state.setpoint = value
        elif tag.kind == "mode":
            if value not in range(len(tag.states)):
                known = ", ".join(f"{k} ({name})" for k, name in enumerate(tag.states))
                raise WriteRefused(f"{value} is not one of {known}", "range")
            state.mode = int(value)
        elif state.mode != MAN:
            mode = tag_states(self._plant, controller)[state.mode]
            why = f"{controller} is in {mode}; its output is only writable in MAN"
            raise WriteRefused(why, "mode")
        elif all(a in self._forced() for a in self._plant.controllers[controller].actuators):
            why = f"{controller} is held by an interlock, or by a sequence at rest"
            raise WriteRefused(why, "interlock")
        else:
            state.output = value

    def follow(self, measured: Mapping[str, float]) -> None:
        """Takes over modes, setpoints of controllers not in CAS, and outputs of those in MAN."""
        for name, state in self.state.pids.items():
            most = CAS if name in self._inner else AUTO
            mode = _known(measured, f"{name}.MODE", float(state.mode))
            state.mode = min(max(round(mode), MAN), most)
            if state.mode != CAS:
                state.setpoint = _known(measured, f"{name}.SP", state.setpoint)
            if state.mode == MAN:
                state.output = _known(measured, f"{name}.OP", state.output)
        for name, sequence in self.state.sequences.items():
            if f"{name}.STATE" in measured:
                at = _known(measured, f"{name}.STATE", float(sequence.state))
                sequence.state = min(max(round(at), 0), len(STATES) - 1)
                sequence.goal = round(_known(measured, f"{name}.GOAL", float(sequence.goal)))
                sequence.why = round(_known(measured, f"{name}.WHY", float(sequence.why)))
                sequence.led = True


def tag_states(plant: Plant, controller: str) -> tuple[str, ...]:
    """The names of a controller's modes."""
    return plant.tags[f"{controller}.MODE"].states


def _known(measured: Mapping[str, float], tag: str, otherwise: float) -> float:
    value = measured.get(tag, otherwise)
    return float(value) if isfinite(value) else otherwise
