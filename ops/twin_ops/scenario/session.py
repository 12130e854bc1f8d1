"""A scenario on its way: plant, model, alarms and triggers, a scan at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin_ops.scenario.alarm_watch import AlarmWatch
from twin_ops.scenario.crew import Crew, Refused
from twin_ops.scenario.event import Event, EventKind
from twin_ops.scenario.held import Held
from twin_ops.scenario.initial import plant_at, twin_beside
from twin_ops.scenario.judge import Hope, Taboo
from twin_ops.scenario.recorder import POINTS, Recorder
from twin_schemas.faults import FAULT_KINDS, FaultError, draws_liquid
from twin_simulator import IntegrationError
from twin_simulator.consequence import Weather

if TYPE_CHECKING:
    from twin_schemas.faults import Fault
    from twin_schemas.scenario import Action, Scenario, Trigger
    from twin_simulator import ProcessModel, Run


@dataclass
class _Armed:
    """A trigger that has not fired."""

    trigger: Trigger
    held: Held


class Session:
    """A run of a scenario; times are seconds since its beginning.

    Args:
        scenario: what happens.
        model: of its plant; shared between sessions.
    """

    def __init__(self, scenario: Scenario, model: ProcessModel) -> None:
        self.scenario = scenario
        self.plant = plant_at(scenario, model)
        self._twin: Run | None = twin_beside(self.plant, model, scenario)
        self._zero = self.plant.time
        self.alarms = AlarmWatch(self.plant.plant)
        self._crew = Crew(self.plant, self.alarms)
        weather = Weather(wind=scenario.wind, stability=scenario.stability)
        self.recorder = Recorder(scenario.shown, weather)
        self.events: list[Event] = []
        self.judged: list[Hope | Taboo] = [Hope(one) for one in scenario.expected]
        self.judged += [Taboo(one) for one in scenario.forbidden]
        self._armed = [_Armed(one, Held(one.when)) for one in scenario.triggers]
        self._begun: dict[str, float] = {}
        self._until = Held(scenario.until)
        self._every = max(1, round(scenario.duration / scenario.scan / POINTS))
        self._scans = 0
        self._holding = set(self.plant.holding)
        self._doubted: set[str] = set()
        self.readings: Mapping[str, float] = self.plant.values()
        for _ in self._changed_alarms():  # what stands at the beginning is no event
            pass
        self._record()
        self._judge()

    @property
    def time(self) -> float:
        """Now."""
        return self.plant.time - self._zero

    @property
    def holding(self) -> list[str]:
        """Interlocks that hold something."""
        return self.plant.holding

    @property
    def is_over(self) -> str:
        """Why it is over; empty while it is not."""
        if self.scenario.until and self._until.look(self, self.time):
            return f"{self.scenario.until.text} was reached"
        return "its time was up" if self.time >= self.scenario.duration - 1e-6 else ""

    def is_active(self, alarm: str) -> bool:
        """Whether an alarm is active."""
        return self.alarms.is_active(alarm)

    def released(self, fault: str) -> float:
        """Mass in kg that has come out of a fault's opening."""
        return self.recorder.released(fault)

    def act(self, action: Action) -> None:
        """Does what the trainee wants; what is refused is an event, too."""
        try:
            told = self._crew.do(action, self.time)
        except Refused as error:
            self._tell("refused", action.name or action.does, str(error))
            return
        self._tell("action", action.name or action.does, told)
        self._tell_twin(action)
        self.readings = self.plant.values()  # what was written is read at once, also while frozen
        for one in self.judged:
            one.take(action, self.time)

    def _tell_twin(self, action: Action) -> None:
        """What a hand does at the plant the model knows too; what it writes, it reads."""
        if self._twin is None:
            return
        if action.does == "trip":
            self._twin.trip(action.name)
        elif action.does == "reset":
            self._twin.reset()

    def inject(self, fault: Fault) -> None:
        """Makes something go wrong.

        Raises:
            FaultError: it can not, with the reason.
        """
        self.plant.inject(fault)
        self._tell("fault", fault.name, f"{fault.kind} of {fault.target}")

    def clear(self, name: str) -> None:
        """Ends what went wrong.

        Raises:
            FaultError: there is no such fault.
        """
        self.plant.clear(name)
        self._tell("fault", name, "ends")

    def say(self, text: str) -> None:
        """Tells the trainees something."""
        self._tell("message", "instructor", text)

    def modelled(self) -> Mapping[str, float]:
        """What the model has, by tag; nothing where it could not follow."""
        return self._twin.values() if self._twin else {}

    def fire(self) -> None:
        """Lets happen what is due now."""
        for armed in list(self._armed):
            trigger = armed.trigger
            since = self._begun.get(trigger.after) if trigger.after else 0.0
            if since is None or self.time < since + trigger.at - 1e-9:
                continue
            if armed.held.look(self, self.time):
                self._armed.remove(armed)
                self._begin(trigger)

    def advance(self) -> None:
        """Goes on by a scan.

        Raises:
            IntegrationError: the emulated plant can not go on.
        """
        scan = self.scenario.scan
        self.recorder.add(self.plant.releases(), scan, self._wet())
        self.plant.step(scan)
        self._scans += 1
        self.readings = self.plant.values()
        self._follow(scan)
        self._doubt()
        for name, text in self._changed_alarms():
            self._tell("alarm", name, text)
        self._note_trips()
        if self._scans % self._every == 0:
            self._record()
        self._judge()

    def _wet(self) -> set[str]:
        """Faults which liquid comes out of."""
        plant, faults = self.plant.plant, self.plant.faults().values()
        openings = (one for one in faults if FAULT_KINDS[one.kind].place == "opening")
        return {one.name for one in openings if draws_liquid(plant, one)}

    def _begin(self, trigger: Trigger) -> None:
        self._begun[trigger.name] = self.time
        self._tell("trigger", trigger.name, trigger.when.text if trigger.when else "")
        for name in trigger.clear:
            if name in self.plant.faults():
                self.clear(name)
        for fault in trigger.faults:
            try:
                self.inject(fault)
            except FaultError as error:
                self._tell("fault", fault.name, f"is refused: {error}")
        if trigger.message:
            self._tell("message", trigger.name, trigger.message)

    def _follow(self, scan: float) -> None:
        """Takes the model along; where it can not follow, it stays where it was."""
        if self._twin is None:
            return
        try:
            self._twin.drive(self.readings)
            self._twin.step(scan)
        except IntegrationError as error:
            self._tell("model", "model", f"the model can not follow any more: {error}")
            self._twin = None

    def _doubt(self) -> None:
        """Tells once where water has entered gas that is too cold to take it up."""
        for name, release in self.plant.releases().items():
            if release.superheat < 0 and name not in self._doubted:
                self._doubted.add(name)
                what = "more water enters than the gas can evaporate: temperatures behind are wrong"
                self._tell("model", name, what)

    def _changed_alarms(self) -> Iterator[tuple[str, str]]:
        bad = self.plant.qualities()
        for alarm, change in self.alarms.look(self.readings, bad, self.time):
            value = f"{alarm.value:.4g} {alarm.point.unit}".removesuffix(" 1")
            yield alarm.point.name, f"{change}, {alarm.point.priority}, at {value}"

    def _note_trips(self) -> None:
        now = self.plant.holding
        for name in now:
            if name not in self._holding:
                self._tell("trip", name, self.plant.plant.interlocks[name].description)
        self._holding = set(now)

    def _record(self) -> None:
        true = dict(zip(self.plant.plant.instruments, self.plant.measured().tolist(), strict=True))
        self.recorder.note(self.time, {**self.readings, **true}, self.readings, self.modelled())

    def _judge(self) -> None:
        for one in self.judged:
            one.look(self, self._begun, self.time)

    def _tell(self, kind: EventKind, name: str, text: str) -> None:
        self.events.append(Event(time=self.time, kind=kind, name=name, text=text))
