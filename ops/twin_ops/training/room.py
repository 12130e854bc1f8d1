"""A training on its way: what the instructor does with it, and what the trainees do in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from twin_ops.cli.fault_entry import entry_of, read_entry
from twin_ops.errors import RefusedByRule, Usage
from twin_ops.training.marks import Marks
from twin_ops.training.pace import Pace
from twin_ops.training.possible import possible
from twin_ops.training.view import seen
from twin_schemas.scenario import Action
from twin_simulator import IntegrationError

if TYPE_CHECKING:
    from twin_ops.scenario.judge import Verdict
    from twin_ops.scenario.session import Session


@dataclass
class Room:
    """One session at the pace of people.

    Each method that others call takes and gives plain data: they call it from another process.

    Attributes:
        session: The scenario at its present moment.
        clock: Seconds of a clock that never goes back.
        hidden: Tags whose values the trainees do not get.
        ended: Why it is over; empty while it is not.
    """

    session: Session
    clock: Callable[[], float] = time.monotonic
    hidden: set[str] = field(default_factory=set)
    ended: str = ""
    pace: Pace = field(init=False)
    marks: Marks = field(default_factory=Marks)

    def __post_init__(self) -> None:
        self.pace = Pace(self.session.scenario.scan, self.clock)
        self.marks.note(self.session)

    def turn(self) -> None:
        """Goes on by the scan that is due."""
        self._advance()
        self.pace.took()

    def _advance(self) -> None:
        self.session.fire()
        try:
            self.session.advance()
        except IntegrationError as error:
            self._end(f"the plant can not go on: {error}; go back to a mark")
            return
        self.marks.note(self.session)
        if why := self.session.is_over:
            self._end(why)

    def _end(self, why: str) -> None:
        self.ended = why
        self.pace.freeze()

    def run(self) -> None:
        """Lets plant time go on."""
        self._require_going()
        self.pace.run()

    def freeze(self) -> None:
        """Holds plant time."""
        self.pace.freeze()

    def speed(self, speed: float) -> None:
        """Changes how fast plant time goes."""
        self.pace.change(speed)

    def step(self, scans: int) -> None:
        """Freezes, and goes on by scans."""
        self._require_going()
        self.pace.freeze()
        for _ in range(scans):
            if not self.ended:
                self._advance()

    def mark(self, name: str) -> None:
        """Keeps this moment under a name."""
        self.marks.put(name, self.session)

    def back(self, name: str = "", seconds: float = 0.0) -> None:
        """Freezes at a mark, or at the minute that is at least so many seconds ago."""
        self.pace.freeze()
        past = self.session.time - seconds
        self.session = self.marks.named(name) if name else self.marks.before(past)
        self.ended = ""

    def inject(
        self, kind: str, target: str, numbers: Sequence[str], ramp_s: float, name: str = ""
    ) -> None:
        """Makes something go wrong, as `twin plant faults inject` does."""
        plant = self.session.plant
        entry = entry_of(kind, target, numbers, {"ramp": ramp_s}, plant.plant)
        called = name or f"{entry['target']}-{kind}"
        if called in plant.faults():
            raise Usage(f"there is a fault {called!r} already; clear it, or take another name")
        self.session.inject(read_entry(called, entry, plant.plant, [*plant.faults().values()]))

    def clear(self, name: str) -> None:
        """Ends what was made to go wrong."""
        self.session.clear(name)

    def hide(self, tag: str, *, hidden: bool = True) -> None:
        """Takes a tag from the trainees, or gives it back."""
        if tag not in self.session.plant.plant.tags:
            raise Usage(f"the plant of this scenario has no tag {tag!r}")
        (self.hidden.add if hidden else self.hidden.discard)(tag)

    def say(self, text: str) -> None:
        """Tells the trainees something."""
        self.session.say(text)

    def act(self, does: str, name: str, value: float) -> str:
        """Does what a trainee wants; gives what was done.

        Raises:
            RefusedByRule: It is not carried out, with the reason.
        """
        self._require_going()
        if name not in possible(self.session, does):
            raise Usage(f"there is nothing called {name!r} to {does} in this training")
        self.session.act(Action(does=does, name=name, value=value))  # type: ignore[arg-type]
        done = self.session.events[-1]
        if done.kind == "refused":
            raise RefusedByRule(done.text)
        return done.text

    def _require_going(self) -> None:
        if self.ended:
            raise RefusedByRule(f"the training is over: {self.ended}")

    def view(self) -> dict[str, Any]:
        """What the trainees have before them."""
        return {
            "time_s": self.session.time,
            "running": self.pace.running,
            "speed": self.pace.speed,
            "ended": self.ended,
            **seen(self.session, self.hidden),
        }

    def truth(self) -> dict[str, Any]:
        """What only the instructor may know."""
        return {
            "marks": self.marks.times(),
            "hidden": sorted(self.hidden),
            "events": [asdict(event) for event in self.session.events],
            "verdicts": [self._so_far(one.verdict()) for one in self.session.judged],
            "faults": sorted(self.session.plant.faults()),
            "released": {n: self.session.released(n) for n in self.session.plant.releases()},
            "shown": self.session.recorder.newest(),
        }

    def _so_far(self, verdict: Verdict) -> dict[str, Any]:
        waits = verdict.due is None or verdict.due >= self.session.time
        result = "open" if verdict.result == "missed" and waits else verdict.result
        return asdict(verdict) | {"result": result}

    def outcome(self) -> dict[str, Any]:
        """Score and reasons as they would be if it ended now, and the debrief as a page."""
        from twin_ops.scenario.play import outcome_of
        from twin_ops.scenario.report import report

        outcome = outcome_of(self.session, self.ended or "it was ended by hand")
        page = report(outcome, self.session.plant.plant)
        return {"outcome": outcome.content(), "page": page}
