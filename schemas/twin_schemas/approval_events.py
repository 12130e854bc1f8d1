"""Contracts about the second person that a critical tag needs."""

from __future__ import annotations

from twin_schemas.quantities import Nanoseconds, Seconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import Approval, Origin


class ApprovalRequested(Record, topic="control.approval_requested", owner="commander", key="tag"):
    """A verified setpoint waits for a second person; all that a restarted commander needs of it.

    Attributes:
        request_id: Which request waits.
        tag: Critical tag.
        value: Wanted value in `unit`.
        unit: Engineering unit of the plant description.
        author: User who asked; never the one who approves.
        reason: The author's words; may be empty.
        origin: Of the request.
        requested_ns: When the author asked.
        timeout_s: How long the plant may take to reach the value; 0 takes the tag's own.
        critical: Why the tag needs a second person.
        time_ns: When the wait began.
        expires_ns: When the request is refused unless it was approved.
    """

    request_id: str
    tag: str
    value: float
    unit: str
    author: str
    reason: str = ""
    origin: Origin
    requested_ns: Nanoseconds
    timeout_s: Seconds = 0.0
    critical: str
    time_ns: Nanoseconds
    expires_ns: Nanoseconds


class ApprovalDecided(
    Record, topic="control.approval_decided", owner="commander", key="tag", request=True
):
    """A second person approves or rejects a setpoint that waits; the exchange has authorised it.

    Attributes:
        request_id: Which request.
        tag: Its tag.
        decision: What the second person says.
        user: Second person.
        reason: The second person's words; may be empty.
        time_ns: When.
        right: The right that allows it, as JSON; the commander judges the answer by it again.
        authorised_by: Where the second person has that right from, such as `role supervisor`.
    """

    request_id: str
    tag: str
    decision: Approval
    user: str
    reason: str = ""
    time_ns: Nanoseconds
    right: str = ""
    authorised_by: str = ""
