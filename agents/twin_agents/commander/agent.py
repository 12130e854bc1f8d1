"""The commander: a setpoint is a transaction."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from twin_agents.commander.approval import WaitingRoom, approval_of, request_of, span, words
from twin_agents.commander.authorisation import unauthorised, unauthorised_decision
from twin_agents.commander.plant_view import PlantView
from twin_agents.commander.prediction import Outlook
from twin_agents.commander.prediction import words as predicted_words
from twin_agents.commander.shown import shown
from twin_agents.commander.transaction import Transaction, progress
from twin_agents.commander.verification import objections
from twin_bus.agent import Agent, every, on
from twin_bus.clock import Clock, SystemClock
from twin_schemas.alarm_events import InterlockChanged
from twin_schemas.approval_events import ApprovalDecided, ApprovalRequested
from twin_schemas.messages import (
    Measurement,
    SetpointProgressed,
    SetpointRequested,
    WriteAttempted,
    WriteRequested,
)
from twin_schemas.plant import Plant
from twin_schemas.prediction_events import PredictionRequested, SetpointPredicted
from twin_schemas.record import Record
from twin_schemas.vocabulary import FINAL_STATES, CommandState, reached_before

_NS = 1_000_000_000
_TICK_SECONDS = 0.5
_WRITE_SECONDS = 10
_CHECKED = "range, step, freeze time, interlocks, mode and link"
_LONGEST_BLIND_NS = 10 * _NS


@dataclass
class Commander(Agent):
    """Verifies requests, has them written once, and follows them to their physical outcome.

    Every step is a record. The model is asked what a value would do before anybody approves it or
    it is written; without an answer in time the request goes on. The adapter is asked to write only
    once the bus has the step `accepted`, so that no refused request can be written, whenever the
    commander is killed. A request that was in hand when it stopped is reported as failed by the
    next one: the plant may or may not have been written, and nobody pretends to know. What waits
    for a second person waits on: nothing was written.

    Attributes:
        plant: Gives limits, modes, tolerances and time-outs.
        prediction_s: How long to wait for the model's prediction; 0 asks for none.
        clock: Time of the steps.
    """

    name = "commander"
    emits = (SetpointProgressed, WriteRequested, ApprovalRequested, PredictionRequested)

    plant: Plant
    prediction_s: float = 0.0
    clock: Clock = field(default_factory=SystemClock)
    _view: PlantView = field(init=False)
    _open: dict[str, Transaction] = field(default_factory=dict, init=False)
    _known: dict[str, SetpointProgressed] = field(default_factory=dict, init=False)
    _waiting: WaitingRoom = field(default_factory=WaitingRoom, init=False)
    _outlook: Outlook = field(init=False)

    def __post_init__(self) -> None:
        self._view = PlantView(self.plant)
        self._outlook = Outlook(self.prediction_s)

    @on(SetpointProgressed, start="replay")
    def recall(self, step: SetpointProgressed) -> Iterator[Record]:
        """Remembers what was answered before; has written what it sees accepted on the bus."""
        known = self._known.get(step.request_id)
        if known is None or reached_before(known.state, step.state):
            self._known[step.request_id] = step
        if step.state == "written":
            self._view.note_write(step)
        transaction = self._open.get(step.request_id)
        if transaction and step.state == "accepted" and not transaction.write_by_ns:
            yield transaction.write(self.clock.now_ns() + _WRITE_SECONDS * _NS)

    @on(InterlockChanged, start="replay")
    def learn_of_interlock(self, changed: InterlockChanged) -> Iterator[Record]:
        """Remembers what an interlock holds."""
        self._view.note_interlock(changed)
        yield from ()

    @on(ApprovalRequested, start="replay")
    def recall_wait(self, asked: ApprovalRequested) -> Iterator[Record]:
        """Has what waited for an earlier commander wait on."""
        self._waiting.enter(asked)
        yield from ()

    @on(SetpointRequested)
    def take(self, request: SetpointRequested) -> Iterator[Record]:
        """Verifies a request and has it written."""
        if request.request_id in self._known:
            return
        now = self.clock.now_ns()
        steps = [progress(request, "requested", request.requested_ns, request.reason)]
        reasons = list(unauthorised(request))
        if not reasons:
            by = f"{request.author} may command by {request.authorised_by}"
            steps.append(progress(request, "authorised", now, by))
            reasons = list(objections(request, self._view, now))
        if reasons:
            steps.append(progress(request, "refused", now, "; ".join(reasons)))
        else:
            steps.append(progress(request, "verified", now, _CHECKED))
        self._known[request.request_id] = steps[-1]
        yield from steps
        if reasons:
            return
        yield from self._supersede(request, now)
        if self.prediction_s:
            yield self._outlook.ask(request, now)
        else:
            yield from self._go_on(request, now)

    @on(SetpointPredicted, start="live")
    def learn_of_prediction(self, seen: SetpointPredicted) -> Iterator[Record]:
        """Goes on with what waited for a prediction, and verifies it again: time has passed."""
        request, now = self._outlook.leave(seen.request_id), self.clock.now_ns()
        if request is None:
            return
        missing = f"no prediction: {seen.failure}; " if seen.failure else ""
        if not missing:
            yield self._step(request, "predicted", now, predicted_words(seen, self.plant))
        yield from self._after_prediction(request, now, missing)

    def _after_prediction(
        self, request: SetpointRequested, now: int, missing: str
    ) -> Iterator[Record]:
        if refusal := self._verify_again(request, now):
            yield refusal
        else:
            yield from self._go_on(request, now, missing)

    def _go_on(self, request: SetpointRequested, now: int, checked: str = "") -> Iterator[Record]:
        if self.plant.tags[request.tag].critical:
            yield from self._ask_for_approval(request, now, checked)
        else:
            yield from self._accept(request, now, checked)

    def _ask_for_approval(
        self, request: SetpointRequested, now: int, checked: str
    ) -> Iterator[Record]:
        tag = self.plant.tags[request.tag]
        asked = approval_of(request, tag, now)
        self._waiting.enter(asked)
        yield asked
        reason = f"a second person has {span(tag.approval_s)} to approve it: {tag.critical}"
        reason = f"{checked}{reason}"
        yield self._step(request, "awaiting_approval", now, reason)

    @on(ApprovalDecided)
    def decide(self, decided: ApprovalDecided) -> Iterator[Record]:
        """Goes on with what a second person approves, after verifying it again.

        An answer to what does not wait any more has no effect: of two the first counts.
        """
        now, asked = self.clock.now_ns(), self._awaiting(decided.request_id)
        if asked is None:
            return
        request = request_of(asked)
        if now > asked.expires_ns:
            yield self._ran_out(asked, now)
        elif decided.user == asked.author:
            reason = f"{decided.user} asked for it and cannot decide; a second person has to"
            yield self._step(request, "awaiting_approval", now, reason, decided.user)
        elif reason := unauthorised_decision(decided, asked):
            yield self._step(request, "awaiting_approval", now, reason, decided.user)
        elif decided.decision == "rejected":
            yield self._step(request, "refused", now, words(decided), decided.user)
        elif self._is_blind(request) and now - decided.time_ns < _LONGEST_BLIND_NS:
            self._waiting.hold(decided)
        else:
            yield self._step(request, "approved", now, words(decided), decided.user)
            if refusal := self._verify_again(request, now):
                yield refusal
            else:
                yield from self._accept(request, now, f"verified again: {_CHECKED}; ")

    def _verify_again(self, request: SetpointRequested, now: int) -> SetpointProgressed | None:
        """The refusal of a request that is not in order any more."""
        reasons = "; ".join(objections(request, self._view, now))
        return (
            self._step(request, "refused", now, f"verified again: {reasons}") if reasons else None
        )

    def _awaiting(self, request_id: str) -> ApprovalRequested | None:
        known = self._known.get(request_id)
        waits = known is not None and known.state == "awaiting_approval"
        return self._waiting.find(request_id) if waits else None

    def _is_blind(self, request: SetpointRequested) -> bool:
        """Whether the commander has just begun and the plant has not told of the tag yet."""
        controller = self.plant.tags[request.tag].controller
        needed = (f"{controller}.MODE",) if controller else ()
        return not self._view.has_seen(request.tag, *needed)

    def _step(
        self,
        request: SetpointRequested,
        state: CommandState,
        now: int,
        reason: str,
        second_person: str = "",
    ) -> SetpointProgressed:
        """A step of what waits or has waited; remembered."""
        step = progress(request, state, now, reason, second_person)
        self._known[request.request_id] = step
        if state != "awaiting_approval":
            self._waiting.leave(request.request_id)
        return step

    def _ran_out(self, asked: ApprovalRequested, now: int) -> SetpointProgressed:
        had = span(round((asked.expires_ns - asked.time_ns) / _NS))
        return self._step(request_of(asked), "refused", now, f"nobody approved it within {had}")

    def _accept(self, request: SetpointRequested, now: int, checked: str = "") -> Iterator[Record]:
        tag = self.plant.tags[request.tag]
        timeout_s = request.timeout_s or tag.settle_s
        transaction = Transaction(
            request, tag, self._view.process_value(tag), now + int(timeout_s * _NS)
        )
        self._open[request.request_id] = transaction
        yield transaction.reached("accepted", now, f"{checked}{timeout_s:g} s to reach it")

    def _supersede(self, request: SetpointRequested, now: int) -> Iterator[Record]:
        reason = f"{request.author} asked for {request.value:g} {request.unit} instead"
        for other in list(self._open.values()):
            if other.request.tag == request.tag:
                yield self._end(other, "overridden", now, reason)
        for asked in self._waiting.all():
            if asked.tag == request.tag and self._awaiting(asked.request_id):
                yield self._step(request_of(asked), "overridden", now, reason)
        for before in self._outlook.of_tag(request.tag):
            self._outlook.leave(before.request_id)
            yield self._step(before, "overridden", now, reason)

    @on(WriteAttempted, start="live")
    def learn_of_write(self, attempt: WriteAttempted) -> Iterator[Record]:
        """Notes that the plant was written, or why not."""
        transaction = self._open.get(attempt.request_id)
        if transaction is None:
            return
        if attempt.outcome == "done":
            yield transaction.reached("written", attempt.time_ns)
        else:
            yield self._end(transaction, "failed", attempt.time_ns, attempt.reason)

    @on(Measurement, start="live")
    def observe(self, measured: Measurement) -> Iterator[Record]:
        """Compares what the plant reports with what was asked for."""
        self._view.take(measured)
        if measured.quality != "good" or math.isnan(measured.value):
            return
        for transaction in list(self._open.values()):
            if measured.tag == transaction.request.tag:
                yield from self._read_back(transaction, measured)
            if measured.tag == transaction.process_value and transaction.state == "read_back":
                yield from self._judge(transaction, measured)

    def _read_back(self, transaction: Transaction, measured: Measurement) -> Iterator[Record]:
        now = measured.ingest_time_ns
        if transaction.state == "written" and transaction.is_read_back(measured.value):
            yield transaction.reached(
                "read_back", now, f"the plant reports {shown(transaction.tag, measured.value)}"
            )
        elif transaction.state == "read_back" and not transaction.is_read_back(measured.value):
            reason = f"somebody else set {measured.tag} to {shown(transaction.tag, measured.value)}"
            yield self._end(transaction, "overridden", now, reason)

    def _judge(self, transaction: Transaction, measured: Measurement) -> Iterator[Record]:
        if transaction.open and transaction.observe(measured.value):
            reason = f"{measured.tag} is {shown(transaction.tag, measured.value)}"
            yield self._end(transaction, "completed", measured.ingest_time_ns, reason)

    @every(_TICK_SECONDS)
    def expire(self, now_ns: int) -> Iterator[Record]:
        """Fails what has run out of time, and what an earlier commander left open."""
        for transaction in list(self._open.values()):
            if transaction.is_late(now_ns):
                yield self._end(transaction, "failed", now_ns, _why_late(transaction, self._view))
        for request in self._outlook.overdue(now_ns):
            missing = f"no prediction within {span(self.prediction_s)}; "
            yield from self._after_prediction(request, now_ns, missing)
        for asked in self._waiting.all():
            yield from self._look_at(asked, now_ns)
        for decided in self._waiting.held():
            yield from self.decide(decided)
        yield from self._close_left_open(now_ns)

    def _look_at(self, asked: ApprovalRequested, now_ns: int) -> Iterator[Record]:
        if self._awaiting(asked.request_id) is None:
            self._waiting.leave(asked.request_id)  # its own record, come back from the bus late
        elif now_ns > asked.expires_ns:
            yield self._ran_out(asked, now_ns)

    def _close_left_open(self, now_ns: int) -> Iterator[Record]:
        for step in list(self._known.values()):
            if step.state in FINAL_STATES or step.request_id in self._open:
                continue
            if self._awaiting(step.request_id) or self._outlook.has(step.request_id):
                continue
            ended = SetpointProgressed(
                request_id=step.request_id,
                tag=step.tag,
                value=step.value,
                unit=step.unit,
                state="failed",
                reason=f"the commander was restarted after '{step.state}'; look at {step.tag}",
                author=step.author,
                time_ns=now_ns,
            )
            self._known[step.request_id] = ended
            yield ended

    def _end(
        self, transaction: Transaction, state: CommandState, now_ns: int, reason: str
    ) -> SetpointProgressed:
        del self._open[transaction.request.request_id]
        ended = transaction.reached(state, now_ns, reason)
        self._known[transaction.request.request_id] = ended
        return ended


def _why_late(transaction: Transaction, view: PlantView) -> str:
    if transaction.state == "accepted":
        return f"the adapter did not answer in time; look at {transaction.tag.name}"
    if transaction.state == "written":
        return f"{transaction.tag.name} was written, but the plant did not report it in time"
    if transaction.last_value is None:
        return f"not reached in time: {transaction.process_value} was not reported"
    seen = shown(transaction.tag, transaction.last_value)
    why = view.why_held(transaction.tag)
    return f"not reached in time: {transaction.process_value} is {seen}{why and f' ({why})'}"
