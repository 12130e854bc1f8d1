"""The agent that keeps setpoint sets and restores them."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from twin_agents.sets.planner import Planner, Step
from twin_agents.sets.restoring import Restoring
from twin_bus.agent import Agent, every, on
from twin_bus.clock import Clock, SystemClock
from twin_schemas.messages import Measurement, SetpointProgressed, SetpointRequested
from twin_schemas.plant import Plant
from twin_schemas.record import Record
from twin_schemas.set_events import (
    RestoreProgressed,
    SetActionRequested,
    SetChanged,
    SetPlanned,
)
from twin_schemas.vocabulary import FINAL_STATES, RESTORED_STATES, RestoreState

_NS = 1_000_000_000
_TICK_SECONDS = 0.5
_PLANS_KEPT = 100
# Longer than the adapter may take for what an earlier process has asked for.
_SETTLE_SECONDS = 15.0
BEFORE = "before-last-restore"


@dataclass(frozen=True)
class _Plan:
    tolerance: float
    goals: dict[str, float]


@dataclass
class Sets(Agent):
    """Saves values of writable tags under a name, and brings the plant back to them.

    A restoring is one transaction: its steps are commands like any other, verified and approved
    one by one, in phases; if one does not succeed, what was written goes back to its former
    values. The agent sends the first step once the bus has the record that it has begun, so that
    a process that is killed in between is followed by one that rolls back.

    Attributes:
        plant: Gives controllers, ranges and largest steps.
        clock: Time of the records.
    """

    name = "sets"
    emits = (SetChanged, SetPlanned, RestoreProgressed, SetpointRequested)

    plant: Plant
    clock: Clock = field(default_factory=SystemClock)
    _present: dict[str, float] = field(default_factory=dict, init=False)
    _sets: dict[str, SetChanged] = field(default_factory=dict, init=False)
    _plans: OrderedDict[str, _Plan] = field(default_factory=OrderedDict, init=False)
    _mine: dict[str, Restoring] = field(default_factory=dict, init=False)
    _running: Restoring | None = field(default=None, init=False)
    _left: dict[str, RestoreProgressed] = field(default_factory=dict, init=False)
    _seen: Counter[str] = field(default_factory=Counter, init=False)
    _began_ns: int = field(init=False)

    def __post_init__(self) -> None:
        self._began_ns = self.clock.now_ns()

    @on(Measurement, start="live")
    def observe(self, measured: Measurement) -> Iterator[Record]:
        """Remembers what writable tags are at."""
        tag = self.plant.tags.get(measured.tag)
        if tag is not None and tag.writable:
            if measured.quality == "good" and math.isfinite(measured.value):
                self._present[tag.name] = measured.value
            else:
                self._present.pop(tag.name, None)
        yield from ()

    @on(SetChanged, start="replay")
    def recall(self, changed: SetChanged) -> Iterator[Record]:
        """Remembers a set."""
        if changed.deleted:
            self._sets.pop(changed.name, None)
        else:
            self._sets[changed.name] = changed
        yield from ()

    @on(RestoreProgressed, start="replay")
    def recall_restoring(self, told: RestoreProgressed) -> Iterator[Record]:
        """Goes on with a restoring that is on the bus; remembers what an earlier process left."""
        number = told.restore_id
        if told.state in RESTORED_STATES:
            self._left.pop(number, None)
        elif told.state == "begun" and (mine := self._mine.pop(number, None)):
            self._running = mine
            yield from self._go_on(self.clock.now_ns())
        elif told.state == "begun" and not self._is_running(number):
            self._left[number] = told
        if told.state in {"begun", "rolling_back"}:
            self._seen[number] += 1

    def _is_running(self, number: str) -> bool:
        return self._running is not None and self._running.begun.restore_id == number

    @on(SetActionRequested)
    def take(self, asked: SetActionRequested) -> Iterator[Record]:
        """Does what somebody asks for."""
        now = self.clock.now_ns()
        if asked.action in {"save", "delete"}:
            yield self._changed(asked, now)
        elif asked.action == "plan":
            yield self._planned(asked, now)
        elif asked.action == "restore":
            yield from self._restore(asked, now)
        elif self._running and self._is_running(asked.plan_id):
            self._running.failures[""] = f"{asked.author} cancelled it"
            yield from self._go_on(now)

    def _changed(self, asked: SetActionRequested, now: int) -> SetChanged:
        return SetChanged(
            name=asked.name,
            request_id=asked.request_id,
            tags=asked.tags,
            values=asked.values,
            author=asked.author,
            reason=asked.reason,
            time_ns=now,
            deleted=asked.action == "delete",
        )

    def _planner(self, name: str, tolerance: float) -> tuple[Planner, list[Step]]:
        known = self._sets.get(name)
        wanted = dict(zip(known.tags, known.values, strict=True)) if known else {}
        planner = Planner(self.plant, self._present, tolerance)
        return planner, planner.steps(wanted)

    def _planned(self, asked: SetActionRequested, now: int) -> SetPlanned:
        planner, steps = self._planner(asked.name, asked.tolerance)
        self._plans[asked.request_id] = _Plan(asked.tolerance, _goals(steps))
        if len(self._plans) > _PLANS_KEPT:
            self._plans.popitem(last=False)
        return SetPlanned(
            request_id=asked.request_id,
            name=asked.name,
            phases=[s.phase for s in steps],
            tags=[s.tag for s in steps],
            values=[s.value for s in steps],
            formers=[s.former for s in steps],
            left_out=planner.left_out,
            time_ns=now,
        )

    def _restore(self, asked: SetActionRequested, now: int) -> Iterator[Record]:
        if self._seen[asked.request_id] or asked.request_id in self._mine:
            return
        plan = self._plans.get(asked.plan_id)
        _, steps = self._planner(asked.name, plan.tolerance if plan else 0.0)
        formers = {step.tag: step.former for step in steps}
        begun = RestoreProgressed(
            restore_id=asked.request_id,
            name=asked.name,
            state="begun",
            reason=asked.reason,
            steps=len(steps),
            author=asked.author,
            time_ns=now,
            tags=asked.tags,
            formers=[formers.get(tag, 0.0) for tag in asked.tags],
            rights=asked.rights,
            authorised_by=asked.authorised_by,
        )
        if refusal := self._why_not(asked, plan, _goals(steps)):
            yield replace(begun, state="refused", reason=refusal, formers=[])
            return
        self._mine[asked.request_id] = Restoring(begun, self.plant, steps)
        yield replace(
            self._changed(asked, now),
            name=BEFORE,
            tags=[*formers],
            values=[*formers.values()],
            reason=f"what {asked.name} changes",
        )
        yield begun

    def _why_not(
        self, asked: SetActionRequested, plan: _Plan | None, goals: dict[str, float]
    ) -> str:
        if self._running or self._left or self._mine:
            return "another set is being restored; wait for its end, or cancel it"
        if plan is None:
            return f"there is no plan {asked.plan_id} any more; plan again"
        if goals != plan.goals or set(goals) != set(asked.tags):
            return "the plant or the set has changed since the plan was made; plan again"
        return "" if goals else "there is nothing to write: the plant is as the set says"

    @on(SetpointProgressed, start="live")
    def learn_of_step(self, progress: SetpointProgressed) -> Iterator[Record]:
        """Notes what becomes of a step, and goes on."""
        if self._running is None:
            return
        if step := self._running.take(progress):
            yield self._running.told("step_done", progress.time_ns, progress.reason, step)
        if progress.state in FINAL_STATES:
            yield from self._go_on(progress.time_ns)

    @every(_TICK_SECONDS)
    def look(self, now_ns: int) -> Iterator[Record]:
        """Sends what had to wait, gives up what takes too long, rolls back what was left."""
        if self._running:
            self._running.expire(now_ns)
            yield from self._go_on(now_ns)
        elif self._left and now_ns - self._began_ns > _SETTLE_SECONDS * _NS:
            number, begun = next(iter(self._left.items()))
            if all(tag in self._present for tag in begun.tags):
                del self._left[number]
                left = Restoring(begun, self.plant, steps=())
                left.failures[""] = "the agent was restarted while the set was being restored"
                yield from self._roll_back(left, dict(_formers(begun)), now_ns)

    def _go_on(self, now_ns: int) -> Iterator[Record]:
        running = self._running
        if running is None:
            return
        if running.failures and running.attempt == 0:
            formers = dict(_formers(running.begun))
            touched = {t: v for t, v in formers.items() if t in running.touched}
            yield from self._roll_back(running, touched, now_ns)
            return
        yield from running.due(now_ns)
        if running.is_over:
            self._running = None
            running.forgive(self._present if running.attempt else {})
            yield running.told(*_end_of(running, now_ns))

    def _roll_back(
        self, failed: Restoring, formers: dict[str, float], now_ns: int
    ) -> Iterator[Record]:
        present, touched = self._present | failed.touched, frozenset(failed.touched)
        steps = Planner(self.plant, present, touched=touched).steps(formers)
        yield failed.told("rolling_back", now_ns, "; ".join(failed.failures.values()))
        number = self._seen[failed.begun.restore_id]
        self._running = failed.back(steps, number)
        yield from self._go_on(now_ns)


def _goals(steps: list[Step]) -> dict[str, float]:
    """Where each tag is at the end."""
    return {step.tag: step.value for step in steps}


def _formers(begun: RestoreProgressed) -> Iterator[tuple[str, float]]:
    return zip(begun.tags, begun.formers, strict=True)


def _end_of(restoring: Restoring, now_ns: int) -> tuple[RestoreState, int, str]:
    if restoring.failures:
        return "failed", now_ns, "; ".join(restoring.failures.values())
    if restoring.attempt:
        return "rolled_back", now_ns, "what was written is at its former value"
    return "completed", now_ns, f"the plant is as the set {restoring.begun.name} has it"
