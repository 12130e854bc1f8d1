"""The agent of the alarms."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from twin_agents.alarms.ahead import Ahead
from twin_agents.alarms.disagreement import Disagreement
from twin_agents.alarms.handling import carry_out, nothing_to_do, objection, out_of_bounds, refused
from twin_agents.alarms.interlocks import changed_to
from twin_agents.alarms.journal import noted, recall
from twin_agents.alarms.machine import Alarm
from twin_agents.alarms.upset import Upset
from twin_bus.agent import Agent, every, on
from twin_schemas.alarm_events import (
    AlarmActionRefused,
    AlarmActionRequested,
    AlarmChanged,
    InterlockChanged,
)
from twin_schemas.alarms import AlarmDefinition
from twin_schemas.messages import Measurement, Residual
from twin_schemas.prediction_events import CoursePredicted
from twin_schemas.record import Record
from twin_schemas.vocabulary import AlarmChange, Origin

_TICK_SECONDS = 1.0
_REMEMBERED = 10_000  # requests; what is delivered again is much younger
_IS_FREE = "the interlock is free again"
_DISAGREES = "the twin as a whole disagrees with the plant"
_AGREES = "the twin agrees with the plant again"
_SHELF_IS_OVER = "the time on the shelf is over"


@dataclass
class Alarms(Agent):
    """Compares what the plant reports with its limits; every transition is a record.

    Beside measured values it compares residuals and where the model sees a value in the time ahead;
    these are alarms of their own, with their `basis`. Both count by the time of the timer, and are
    suppressed by design while the twin as a whole goes another way than the plant.

    The records are the journal, and the next process goes on with it: what was acknowledged or
    shelved stays so. After a trip the alarms that it explains are suppressed by design, and those
    that are raised in the same upset name the interlock that tripped first.

    Attributes:
        points: What to watch.
        upset: Which interlocks have tripped.
        explained: Alarms that each interlock suppresses.
    """

    name = "alarms"
    emits = (AlarmChanged, AlarmActionRefused, InterlockChanged)

    points: Sequence[AlarmDefinition]
    upset: Upset = field(default_factory=lambda: Upset({}))
    explained: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _alarms: dict[str, Alarm] = field(init=False)
    _of_tag: dict[str, list[Alarm]] = field(init=False)
    _residuals: dict[str, list[Alarm]] = field(init=False)
    _predicted: list[Alarm] = field(init=False)
    _disagreement: Disagreement = field(default_factory=Disagreement, init=False)
    _now_ns: int = field(default=0, init=False)
    _waiting: dict[str, Alarm] = field(default_factory=dict, init=False)
    _origins: dict[str, Origin] = field(default_factory=dict, init=False)
    _done: dict[str, None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._alarms = {point.name: Alarm(point) for point in self.points}
        self._of_tag, self._residuals = defaultdict(list), defaultdict(list)
        for alarm in self._alarms.values():
            if alarm.point.basis == "measured":
                self._of_tag[alarm.point.tag].append(alarm)
            elif alarm.point.basis == "residual":
                self._residuals[alarm.point.tag].append(alarm)
        self._predicted = [a for a in self._alarms.values() if a.point.basis == "predicted"]

    @on(AlarmChanged, start="replay")
    def go_on(self, changed: AlarmChanged) -> Iterator[Record]:
        """Takes an alarm from where an earlier process left it."""
        self._remember(changed.request_id)
        if alarm := self._alarms.get(changed.alarm):
            recall(alarm, changed)
            self._origins.setdefault(changed.tag, changed.origin)
            self._note_waiting(alarm)
        yield from ()

    @on(InterlockChanged, start="replay")
    def recall_trip(self, changed: InterlockChanged) -> Iterator[Record]:
        """Knows what had tripped when an earlier process ended."""
        if changed.state == "tripped":
            self.upset.recall(changed.interlock, changed.first_out, changed.time_ns)
        else:
            self.upset.forget(changed.interlock)
        yield from ()

    @on(Measurement, start="live")
    def observe(self, measured: Measurement) -> Iterator[Record]:
        """Compares a value with the limits of its tag and of the interlocks on it."""
        now, good = measured.ingest_time_ns, _is_good(measured)
        if good:
            self._origins[measured.tag] = measured.origin
            for interlock in self.upset.observe(measured.tag, measured.value, now):
                yield changed_to("tripped", interlock, self.upset, measured.origin, now)
                yield from self._suppress(interlock.name, now)
        for alarm in self._of_tag.get(measured.tag, ()):
            if not good:
                alarm.lose_sight()
            elif change := alarm.observe(measured.value, now):
                yield noted(alarm, change, now, measured.origin, follows=self._first(now))
            self._note_waiting(alarm)

    @on(Residual, start="live")
    def weigh(self, residual: Residual) -> Iterator[Record]:
        """Compares how far a reading is off what the model expects."""
        good = residual.quality == "good" and residual.spread > 0.0
        for alarm in self._residuals.get(residual.tag, ()):
            if not good:
                alarm.lose_sight()
            elif change := alarm.observe(residual.significance, self._now_ns):
                yield self._told_once(alarm, change, self._now_ns)
            self._note_waiting(alarm)

    @on(CoursePredicted, start="live")
    def foresee(self, course: CoursePredicted) -> Iterator[Record]:
        """Compares where the model sees each tag with the limits that are not crossed yet."""
        seen = Ahead.of(course)
        for alarm in self._predicted:
            value = seen.worst(alarm.point)
            if value is None:
                alarm.lose_sight()
            elif change := alarm.observe(value, self._now_ns, told=self._is_told(alarm)):
                reason = seen.words(alarm.point) if change == "raised" else ""
                yield self._told_once(alarm, change, self._now_ns, reason)
            self._note_waiting(alarm)

    def _is_told(self, alarm: Alarm) -> bool:
        """Whether the limit that is predicted to be crossed is crossed."""
        measured = self._alarms.get(f"{alarm.point.tag}.{alarm.point.limit}")
        return measured is not None and measured.active

    def _told_once(
        self, alarm: Alarm, change: AlarmChange, now_ns: int, reason: str = ""
    ) -> AlarmChanged:
        """A transition; what is raised and tells nothing new is suppressed instead.

        The last one before that says so.
        """
        if change == "raised":
            if self._disagreement.suppresses(alarm):
                alarm.suppress()
                change, reason = "suppressed", _DISAGREES
            elif self._disagreement.begins_with(alarm):
                reason = f"{_DISAGREES}: further alarms of the model are suppressed"
        return noted(alarm, change, now_ns, self._origin(alarm), reason=reason)

    def _first(self, now_ns: int) -> str:
        cause = self.upset.cause_of(now_ns)
        return cause.name if cause else ""

    def _suppress(self, interlock: str, now_ns: int) -> Iterator[Record]:
        for name in sorted(self.explained.get(interlock, ())):
            yield from self._suppress_one(self._alarms[name], _tripped(interlock), now_ns)

    def _suppress_one(self, alarm: Alarm, reason: str, now_ns: int) -> Iterator[Record]:
        if change := alarm.suppress():
            yield noted(alarm, change, now_ns, self._origin(alarm), reason=reason)
            self._note_waiting(alarm)

    def _suppress_again(self, alarm: Alarm, change: AlarmChange, now_ns: int) -> Iterator[Record]:
        """What comes back into sight while it would tell nothing new goes out of sight again."""
        if change in {"unshelved", "returned_to_service"} and (reason := self._known_by(alarm)):
            yield from self._suppress_one(alarm, reason, now_ns)

    def _known_by(self, alarm: Alarm) -> str:
        """Why an alarm tells nothing new now; empty if it does."""
        if alarm.point.basis != "measured":
            return _DISAGREES if self._disagreement.suppresses(alarm) else ""
        return next(
            (
                _tripped(interlock)
                for interlock in self.upset.tripped
                if alarm.point.name in self.explained.get(interlock, ())
            ),
            "",
        )

    def _release(self, now_ns: int) -> Iterator[Record]:
        """Ends trips that are over, and brings back what nothing suppresses any more."""
        for interlock in self.upset.released():
            origin = self._origins.get(interlock.tag, "plant")
            yield changed_to("released", interlock, self.upset, origin, now_ns)
        for alarm in list(self._waiting.values()):
            if alarm.state == "suppressed" and not self._known_by(alarm):
                alarm.unsuppress(now_ns)
                reason = _IS_FREE if alarm.point.basis == "measured" else _AGREES
                yield noted(alarm, "unsuppressed", now_ns, self._origin(alarm), reason=reason)
                self._note_waiting(alarm)

    @on(AlarmActionRequested)
    def act(self, asked: AlarmActionRequested) -> Iterator[Record]:
        """Acknowledges or shelves an alarm, or says why not; a repeated request has no effect."""
        if asked.request_id in self._done:
            return
        self._remember(asked.request_id)
        alarm = self._alarms.get(asked.alarm)
        if alarm is None or alarm.point.tag != asked.tag:
            yield refused(asked, f"there is no alarm {asked.alarm} of {asked.tag}")
        elif reason := objection(asked) or out_of_bounds(asked, alarm.described):
            yield refused(asked, reason)
        elif change := carry_out(asked, alarm):
            self._note_waiting(alarm)
            yield noted(alarm, change, asked.time_ns, self._origin(alarm), asked)
            yield from self._suppress_again(alarm, change, asked.time_ns)
        else:
            yield refused(asked, nothing_to_do(asked, alarm))

    @every(_TICK_SECONDS)
    def pass_time(self, now_ns: int) -> Iterator[Record]:
        """Ends delays, shelving and trips that are over."""
        self._now_ns = now_ns
        yield from self._release(now_ns)
        for alarm in list(self._waiting.values()):
            if change := alarm.pass_time(now_ns):
                reason = _SHELF_IS_OVER if change == "unshelved" else ""
                yield self._told_once(alarm, change, now_ns, reason)
                yield from self._suppress_again(alarm, change, now_ns)
            self._note_waiting(alarm)

    def _note_waiting(self, alarm: Alarm) -> None:
        if alarm.point.basis == "residual":
            self._disagreement.note(alarm)
        if alarm.waits:
            self._waiting[alarm.point.name] = alarm
        else:
            self._waiting.pop(alarm.point.name, None)

    def _origin(self, alarm: Alarm) -> Origin:
        if alarm.point.basis == "predicted":
            return "model"
        return self._origins.get(alarm.point.tag, "plant")

    def _remember(self, request_id: str) -> None:
        if request_id:
            self._done[request_id] = None
        if len(self._done) > _REMEMBERED:
            del self._done[next(iter(self._done))]


def _is_good(measured: Measurement) -> bool:
    return measured.quality == "good" and math.isfinite(measured.value)


def _tripped(interlock: str) -> str:
    return f"{interlock} has tripped"
