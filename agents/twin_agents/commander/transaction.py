"""One setpoint on its way."""

from __future__ import annotations

from dataclasses import dataclass

from twin_schemas.messages import SetpointProgressed, SetpointRequested, WriteRequested
from twin_schemas.plant import Tag
from twin_schemas.vocabulary import FINAL_STATES, CommandState

_IN_BAND_NEEDED = 3
_ANSWER_NS = 5_000_000_000


@dataclass
class Transaction:
    """A request and how far it is.

    Attributes:
        request: What was asked for.
        tag: The tag's description.
        process_value: Tag that shows whether the goal is reached.
        deadline_ns: When it has failed.
        state: Last step.
        in_band: Measurements in a row within the tolerance of the goal.
        last_value: Latest process value, for the report of a failure.
        write_by_ns: Until when the adapter may write; 0 before it was asked to.
    """

    request: SetpointRequested
    tag: Tag
    process_value: str
    deadline_ns: int
    state: CommandState = "requested"
    in_band: int = 0
    last_value: float | None = None
    write_by_ns: int = 0

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.state not in FINAL_STATES

    def is_read_back(self, value: float) -> bool:
        """Whether a reported value is the written one, as exactly as it is stored."""
        return self.tag.is_same(value, self.request.value)

    def near(self, value: float) -> bool:
        """Whether a value is the wanted one, within the tag's tolerance."""
        return abs(value - self.request.value) <= self.tag.tolerance

    def observe(self, value: float) -> bool:
        """Takes a process value; true once enough in a row are the wanted one."""
        self.last_value = value
        self.in_band = self.in_band + 1 if self.near(value) else 0
        return self.in_band >= (_IN_BAND_NEEDED if self.tag.kind == "setpoint" else 1)

    def is_late(self, now_ns: int) -> bool:
        """Whether its time is over, or the adapter has not said what became of the write."""
        unanswered = self.state == "accepted" and self.write_by_ns
        return now_ns > self.deadline_ns or bool(
            unanswered and now_ns > self.write_by_ns + _ANSWER_NS
        )

    def write(self, not_after_ns: int) -> WriteRequested:
        """Gives the record that has it written."""
        self.write_by_ns = not_after_ns
        return WriteRequested(
            request_id=self.request.request_id,
            tag=self.request.tag,
            value=self.request.value,
            unit=self.request.unit,
            not_after_ns=not_after_ns,
        )

    def reached(self, state: CommandState, now_ns: int, reason: str = "") -> SetpointProgressed:
        """Moves on and gives the record of it."""
        self.state = state
        return progress(self.request, state, now_ns, reason)


def progress(
    request: SetpointRequested,
    state: CommandState,
    now_ns: int,
    reason: str = "",
    second_person: str = "",
) -> SetpointProgressed:
    """The record that a request has reached a state."""
    return SetpointProgressed(
        request_id=request.request_id,
        tag=request.tag,
        value=request.value,
        unit=request.unit,
        state=state,
        reason=reason,
        author=request.author,
        time_ns=now_ns,
        second_person=second_person,
    )
