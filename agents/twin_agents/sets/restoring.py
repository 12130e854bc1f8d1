"""One set on its way back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from twin_agents.sets.planner import Step
from twin_schemas.messages import SetpointProgressed, SetpointRequested
from twin_schemas.plant import Plant
from twin_schemas.set_events import RestoreProgressed
from twin_schemas.vocabulary import FINAL_STATES, RestoreState

_NS = 1_000_000_000
_GRACE_SECONDS = 60.0


@dataclass
class Restoring:
    """Sends the steps of a plan phase by phase, and hears what becomes of them.

    Attributes:
        begun: The record that it has begun; gives rights and former values.
        plant: Gives units, freeze times and how long a step may take.
        steps: What is written, in the order of the phases.
        attempt: 0 for the way there, then counts the ways back: a request's number is used once.
        failures: What went wrong, by tag; under no tag where it is nothing of one.
        done: Steps that are completed.
    """

    begun: RestoreProgressed
    plant: Plant
    steps: Sequence[Step]
    attempt: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    done: int = 0
    _sent: dict[str, tuple[Step, int]] = field(default_factory=dict, init=False)
    _next: int = field(default=0, init=False)
    _written_ns: dict[str, int] = field(default_factory=dict, init=False)

    @property
    def is_over(self) -> bool:
        """Whether every step has been sent and has ended."""
        return self._next == len(self.steps) and not self._sent

    @property
    def touched(self) -> dict[str, float]:
        """What was asked for, with the last value of each tag."""
        return {step.tag: step.value for step in self.steps[: self._next]}

    def back(self, steps: Sequence[Step], attempt: int) -> Restoring:
        """The way back, which heeds the freeze times of what this one has written."""
        way = Restoring(self.begun, self.plant, steps, attempt)
        way._written_ns = self._written_ns
        return way

    def due(self, now_ns: int) -> Iterator[SetpointRequested]:
        """Requests for the steps that may go now."""
        while self._next < len(self.steps):
            step = self.steps[self._next]
            running = {sent.phase for sent, _ in self._sent.values()}
            frozen_ns = int(self.plant.tags[step.tag].freeze_s * _NS)
            if running - {step.phase} or now_ns < self._written_ns.get(step.tag, 0) + frozen_ns:
                return
            yield self._request(step, now_ns)

    def _request(self, step: Step, now_ns: int) -> SetpointRequested:
        number = f"{self.begun.restore_id[:10]}{self.attempt:02x}{self._next:04x}"
        self._next += 1
        tag = self.plant.tags[step.tag]
        lasts_s = tag.settle_s + tag.approval_s + _GRACE_SECONDS
        self._sent[number] = step, now_ns + int(lasts_s * _NS)
        right, source = self._rights[step.tag]
        return SetpointRequested(
            request_id=number,
            tag=step.tag,
            value=step.value,
            unit=tag.unit,
            author=self.begun.author,
            reason=f"set {self.begun.name}{' is rolled back' if self.attempt else ''}",
            origin="operator",
            requested_ns=now_ns,
            right=right,
            authorised_by=source,
        )

    @property
    def _rights(self) -> Mapping[str, tuple[str, str]]:
        pairs = zip(self.begun.rights, self.begun.authorised_by, strict=True)
        return dict(zip(self.begun.tags, pairs, strict=True))

    def take(self, progress: SetpointProgressed) -> Step | None:
        """Notes how far a step is; the step if it is completed now."""
        step, _ = self._sent.get(progress.request_id, (None, 0))
        if step is None:
            return None
        if progress.state == "written":
            self._written_ns[step.tag] = progress.time_ns
        if progress.state not in FINAL_STATES:
            return None
        del self._sent[progress.request_id]
        if progress.state != "completed":
            self.failures[step.tag] = f"{step.tag} {progress.state}: {progress.reason}"
            return None
        self.done += 1
        return step

    def expire(self, now_ns: int) -> None:
        """Gives up steps of which nothing is heard any more."""
        for number, (step, until_ns) in list(self._sent.items()):
            if now_ns > until_ns:
                del self._sent[number]
                self.failures[step.tag] = f"{step.tag}: nothing was heard of it any more"

    def forgive(self, present: Mapping[str, float]) -> None:
        """Drops failures of the way back where the plant is at its former value all the same."""
        for tag, former in zip(self.begun.tags, self.begun.formers, strict=True):
            if self.plant.tags[tag].is_same(present.get(tag, math.inf), former):
                self.failures.pop(tag, None)

    def told(
        self, state: RestoreState, now_ns: int, reason: str = "", step: Step | None = None
    ) -> RestoreProgressed:
        """The record of how far it is."""
        return RestoreProgressed(
            restore_id=self.begun.restore_id,
            name=self.begun.name,
            state=state,
            tag=step.tag if step else "",
            value=step.value if step else 0.0,
            reason=reason,
            done=self.done,
            steps=len(self.steps),
            author=self.begun.author,
            time_ns=now_ns,
            tags=[],
            formers=[],
            rights=[],
            authorised_by=[],
        )
