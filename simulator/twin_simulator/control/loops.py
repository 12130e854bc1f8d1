"""The controllers of a plant: single loops and cascades.

In a cascade the output of the outer controller is the setpoint of the inner one, in percent of the
range which that setpoint may have, while the inner one is in CAS. Else the outer output follows the
inner setpoint, so that the change to CAS makes no bump; the change out of CAS leaves the setpoint
where it is. The outer one does not wind up: its integral waits while the inner one can not follow
(Astrom and Hagglund 1995, PID Controllers, section 3.5 and 7.2).

A split range goes on with what is free while something holds one of its actuators; its integral
waits where only that one could follow. While all are held, it follows them.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from twin_simulator.control.pid import CAS, Pid, PidState

if TYPE_CHECKING:
    from twin_schemas.plant import Controller, Plant


@dataclass(frozen=True, kw_only=True)
class Loop:
    """One controller, and the one whose setpoint it gives, if any."""

    name: str
    pid: Pid
    reads: str
    moves: str
    inner: Loop | None

    def setpoint_of(self, output: float) -> float:
        """The setpoint of the inner controller at an output in percent."""
        low, high = _inner_range(self)
        return low + output / 100 * (high - low)

    def output_at(self, setpoint: float) -> float:
        """The output in percent at a setpoint of the inner controller."""
        low, high = _inner_range(self)
        return 100 * (setpoint - low) / (high - low)


def _inner_range(loop: Loop) -> tuple[float, float]:
    if loop.inner is None:
        raise ValueError(f"{loop.name} is the outer controller of no cascade")
    inner = loop.inner.pid.controller
    return inner.setpoint_low, inner.setpoint_high


def loops_of(plant: Plant) -> tuple[Loop, ...]:
    """Returns every controller, each outer one before the inner one it moves."""
    made: dict[str, Loop] = {}
    for name in plant.controllers:
        _make(name, plant, made)
    depth = {name: _depth(loop) for name, loop in made.items()}
    names = sorted(plant.controllers, key=lambda name: -depth[name])  # stable: as described
    return tuple(made[name] for name in names)


def _make(name: str, plant: Plant, made: dict[str, Loop]) -> Loop:
    if name not in made:
        c = plant.controllers[name]
        inner = _make(c.cascades_to, plant, made) if c.cascades_to else None
        pid = Pid(c, plant.tags[c.reads])
        made[name] = Loop(name=name, pid=pid, reads=c.reads, moves=c.moves, inner=inner)
    return made[name]


def _depth(loop: Loop) -> int:
    return 0 if loop.inner is None else 1 + _depth(loop.inner)


def inner_ones(controllers: Mapping[str, Controller]) -> frozenset[str]:
    """Returns the controllers whose setpoint may come from another one."""
    return frozenset(c.cascades_to for c in controllers.values() if c.cascades_to)


@dataclass(frozen=True)
class Scan:
    """What one scan of all controllers goes by.

    Attributes:
        states: of every controller.
        values: of every measurement.
        forced: position of every actuator which an interlock holds, in percent.
        failed: measurements whose sensor says that it has failed.
    """

    states: Mapping[str, PidState]
    values: Mapping[str, float]
    forced: Mapping[str, float]
    failed: Container[str]
    seconds: float

    def run(self, loop: Loop) -> None:
        """Scans one controller."""
        state, value = self.states[loop.name], self.values[loop.reads]
        is_known = isfinite(value) and loop.reads not in self.failed
        if not isfinite(value):  # where the model's equations end
            value = state.setpoint if state.last is None else state.last
        if loop.inner is None and self._is_held(loop):
            held = loop.pid.controller.output_at(self.forced, state.output)
            loop.pid.track(state, value, held)
        elif loop.inner is not None and not self._leads(loop):
            setpoint = self.states[loop.inner.name].setpoint
            loop.pid.track(state, value, loop.output_at(setpoint))
        elif not is_known:
            state.held = True
        else:
            may_fall, may_rise = self._freedom(loop)
            loop.pid.scan(state, value, self.seconds, may_fall=may_fall, may_rise=may_rise)
        if loop.inner is not None and self._leads(loop):
            self.states[loop.inner.name].setpoint = loop.setpoint_of(state.output)

    def _leads(self, loop: Loop) -> bool:
        """Whether the inner controller takes its setpoint and nothing holds its output."""
        inner = loop.inner
        if inner is None or self.states[inner.name].mode != CAS:
            return False
        return not self._is_held(inner) and inner.reads not in self.failed

    def _is_held(self, loop: Loop) -> bool:
        """Whether nothing that it moves is free."""
        return bool(self.forced) and all(
            actuator in self.forced for actuator in loop.pid.controller.actuators
        )

    def _room(self, loop: Loop) -> tuple[bool, bool]:
        """Whether a free actuator of a split range is left below and above the output."""
        splits = loop.pid.controller.splits
        if not splits:
            return True, True
        free = [split.ends for split in splits if split.equipment not in self.forced]
        if len(free) == len(splits):
            return True, True
        output = self.states[loop.name].output
        return any(low < output for low, _ in free), any(output < high for _, high in free)

    def _freedom(self, loop: Loop) -> tuple[bool, bool]:
        """Whether what a controller moves can fall and rise."""
        inner = loop.inner
        if inner is None:
            return self._room(loop)
        fall, rise = inner.pid.freedom(self.states[inner.name])
        further_fall, further_rise = self._freedom(inner)
        fall, rise = fall and further_fall, rise and further_rise
        reverse = inner.pid.controller.action == "reverse"  # a higher setpoint opens further
        return (fall, rise) if reverse else (rise, fall)
