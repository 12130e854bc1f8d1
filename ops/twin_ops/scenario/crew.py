"""Carries out what a trainee does, by the rules which the plant and its commander have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_schemas.faults import FaultError
from twin_simulator import WriteRefused

if TYPE_CHECKING:
    from twin_ops.scenario.alarm_watch import AlarmWatch
    from twin_schemas.scenario import Action
    from twin_simulator import Run

_ROUNDING = 1e-9


class Refused(Exception):
    """An action is not carried out; the message says why."""


class Crew:
    """Hands of the trainee: in the control room and at the plant.

    Args:
        plant: the emulated plant.
        alarms: its alarms.
    """

    def __init__(self, plant: Run, alarms: AlarmWatch) -> None:
        self._plant, self._alarms = plant, alarms
        self._written: dict[str, float] = {}

    def do(self, action: Action, time: float) -> str:
        """Carries out an action, and says what it was.

        Raises:
            Refused: with the reason.
        """
        match action.does:
            case "set":
                return self._write(action, time)
            case "trip":
                self._plant.trip(action.name)
                return f"{action.name} is shut or stopped by hand"
            case "reset":
                self._plant.reset()
                return "interlocks are reset"
            case "acknowledge":
                found = self._alarms.acknowledge(action.name)
                return f"{', '.join(found) or 'nothing new'} is acknowledged"
            case "mend":
                return self._mend(action.name)

    def _mend(self, name: str) -> str:
        try:
            self._plant.clear(name)
        except FaultError as error:
            raise Refused(str(error)) from error
        return f"{name} is put right"

    def _write(self, action: Action, time: float) -> str:
        tag = self._plant.plant.tags[action.name]
        now = self._plant.values()[tag.name]
        step, last = abs(action.value - now), self._written.get(tag.name)
        if tag.max_step is not None and step > tag.max_step * (1 + _ROUNDING):
            raise Refused(
                f"a step of {step:.4g} {tag.unit} from {now:.4g} is more than {tag.max_step:g} at"
                " once; go in smaller steps"
            )
        if last is not None and time - last < tag.freeze_s:
            raise Refused(f"{tag.name} was written {time - last:g} s ago; wait {tag.freeze_s:g} s")
        try:
            self._plant.write(tag.name, action.value)
        except WriteRefused as error:
            raise Refused(str(error)) from error
        self._written[tag.name] = time
        shown = tag.states[int(action.value)] if tag.states else f"{action.value:g} {tag.unit}"
        return f"{tag.name} is set to {shown}"
