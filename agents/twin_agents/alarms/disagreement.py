"""Whether the twin as a whole goes another way than its plant."""

from __future__ import annotations

from dataclasses import dataclass, field

from twin_agents.alarms.machine import Alarm

_MANY, _FEW = 5, 2
_PUT_ASIDE = frozenset({"shelved", "out_of_service"})


@dataclass
class Crowd:
    """Names of which there are many from five on, until two are left."""

    present: bool = field(default=False, init=False)
    _names: set[str] = field(default_factory=set, init=False)

    def note(self, name: str, *, belongs: bool) -> None:
        """Takes a name in, or out."""
        if belongs:
            self._names.add(name)
        else:
            self._names.discard(name)
        if len(self._names) >= _MANY:
            self.present = True
        elif len(self._names) <= _FEW:
            self.present = False


@dataclass
class Disagreement:
    """Sees from the residuals when the model's alarms tell one thing many times.

    What the model does not know of, such as a trip of the plant alone, moves it away from the plant
    in many places. The first alarms on residuals tell that, and where it began; those after them
    tell nothing new, nor does a look ahead that starts from where the plant is not.
    """

    _beyond: Crowd = field(default_factory=Crowd, init=False)
    _active: Crowd = field(default_factory=Crowd, init=False)

    def note(self, alarm: Alarm) -> None:
        """Takes the state of an alarm on a residual; one that was put aside does not count."""
        counts = alarm.state not in _PUT_ASIDE
        self._beyond.note(alarm.point.name, belongs=counts and alarm.beyond)
        self._active.note(alarm.point.name, belongs=counts and alarm.active)

    def begins_with(self, alarm: Alarm) -> bool:
        """Takes an alarm that has just been raised; whether those after it are suppressed."""
        if alarm.point.basis == "residual":
            self.note(alarm)
        return self.suppresses(alarm)

    def suppresses(self, alarm: Alarm) -> bool:
        """Whether an alarm that is raised now would tell nothing new."""
        if alarm.point.basis == "predicted":
            return self._beyond.present
        return alarm.point.basis == "residual" and self._active.present
