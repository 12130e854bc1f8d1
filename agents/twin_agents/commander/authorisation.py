"""Whether the right that a request carries allows it; the exchange's word alone is not enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from twin_schemas.access import BadRight, Demand, Right
from twin_schemas.messages import SetpointRequested

_NS = 1_000_000_000
_LIVE_ORIGIN = "operator"


def unauthorised(request: SetpointRequested) -> Iterator[str]:
    """Why the request is not authorised; nothing if it is."""
    if not request.right or not request.authorised_by:
        yield "the request does not say which right allows it; send it through the exchange"
        return
    try:
        right = Right.from_json(request.right)
    except BadRight as error:
        yield f"the right that the request names can not be read: {error}"
        return
    if reason := right.objection(_demand(request)):
        yield f"{request.authorised_by} does not allow it: {reason}"
    if request.origin != _LIVE_ORIGIN:
        yield f"a command of the origin {request.origin} is for training and never for the plant"


def _demand(request: SetpointRequested) -> Demand:
    return Demand(
        action="command",
        at=datetime.fromtimestamp(request.requested_ns / _NS, UTC),
        subject=request.tag,
        origin=request.origin,
        value=request.value,
    )
