"""Whether the right that a request carries allows it; the exchange's word alone is not enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from twin_schemas.access import Demand, objection_to
from twin_schemas.approval_events import ApprovalDecided, ApprovalRequested
from twin_schemas.messages import SetpointRequested

_NS = 1_000_000_000
_LIVE_ORIGIN = "operator"


def unauthorised(request: SetpointRequested) -> Iterator[str]:
    """Why the request is not authorised; nothing if it is."""
    if objection := objection_to(request, _demand(request)):
        yield objection
    if request.origin != _LIVE_ORIGIN:
        yield f"a command of the origin {request.origin} is for training and never for the plant"


def unauthorised_decision(decided: ApprovalDecided, asked: ApprovalRequested) -> str:
    """Why the second person's answer does not count; empty if it does."""
    demand = Demand(
        action="approve",
        at=datetime.fromtimestamp(decided.time_ns / _NS, UTC),
        subject=asked.tag,
        value=asked.value,
    )
    return objection_to(decided, demand)


def _demand(request: SetpointRequested) -> Demand:
    return Demand(
        action="command",
        at=datetime.fromtimestamp(request.requested_ns / _NS, UTC),
        subject=request.tag,
        origin=request.origin,
        value=request.value,
    )
