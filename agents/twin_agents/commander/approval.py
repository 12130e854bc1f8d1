"""Setpoints of critical tags, which wait for a second person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from twin_schemas.approval_events import ApprovalDecided, ApprovalRequested
from twin_schemas.messages import SetpointRequested
from twin_schemas.plant import Tag

_NS = 1_000_000_000


def approval_of(request: SetpointRequested, tag: Tag, now_ns: int) -> ApprovalRequested:
    """The record that a request waits from now on."""
    return ApprovalRequested(
        request_id=request.request_id,
        tag=request.tag,
        value=request.value,
        unit=request.unit,
        author=request.author,
        reason=request.reason,
        origin=request.origin,
        requested_ns=request.requested_ns,
        timeout_s=request.timeout_s,
        critical=tag.critical,
        time_ns=now_ns,
        expires_ns=now_ns + int(tag.approval_s * _NS),
    )


def request_of(asked: ApprovalRequested) -> SetpointRequested:
    """The request that waits, as its author sent it."""
    return SetpointRequested(
        request_id=asked.request_id,
        tag=asked.tag,
        value=asked.value,
        unit=asked.unit,
        author=asked.author,
        reason=asked.reason,
        origin=asked.origin,
        requested_ns=asked.requested_ns,
        timeout_s=asked.timeout_s,
    )


def span(seconds: float) -> str:
    """A length of time as people say it."""
    return f"{seconds / 60:.3g} min" if seconds >= 60 else f"{seconds:g} s"


def words(decided: ApprovalDecided) -> str:
    """What the second person said."""
    said = f": {decided.reason}" if decided.reason else ""
    return f"{decided.user} {decided.decision} it{said}"


@dataclass
class WaitingRoom:
    """Requests that wait for a second person, and answers that wait for the plant to be seen."""

    _asked: dict[str, ApprovalRequested] = field(default_factory=dict, init=False)
    _early: dict[str, ApprovalDecided] = field(default_factory=dict, init=False)

    def enter(self, asked: ApprovalRequested) -> None:
        """Has a request wait."""
        self._asked[asked.request_id] = asked

    def leave(self, request_id: str) -> None:
        """Ends a request's wait; without effect if it does not wait."""
        self._asked.pop(request_id, None)
        self._early.pop(request_id, None)

    def find(self, request_id: str) -> ApprovalRequested | None:
        """The request, if it waits."""
        return self._asked.get(request_id)

    def all(self) -> list[ApprovalRequested]:
        """Every request that waits."""
        return list(self._asked.values())

    def hold(self, decided: ApprovalDecided) -> None:
        """Keeps an answer for later; of two the first counts."""
        self._early.setdefault(decided.request_id, decided)

    def held(self) -> Iterator[ApprovalDecided]:
        """Takes the answers that were kept."""
        early, self._early = self._early, {}
        yield from early.values()
