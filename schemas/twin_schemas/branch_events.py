"""Contracts about branches: what-ifs that are kept under a name."""

from __future__ import annotations

from twin_schemas.quantities import Nanoseconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import BranchAction, Verdict


class BranchChanged(Record, topic="branch.changed", owner="exchange", key="branch"):
    """Somebody kept, replaced or deleted a branch over the exchange, or was refused to.

    It is published before the file is written, so that nothing is done which is not audited; if
    the file can not be written then, a refusal follows with the reason.

    Attributes:
        branch: Its name.
        action: What was asked for.
        verdict: Whether it is done.
        written: What the branch writes, e.g. `FIC-101.SP=19`; empty if that can not be read.
        reason: Why it was refused; else empty.
        author: User who asked.
        time_ns: When.
    """

    branch: str
    action: BranchAction
    verdict: Verdict
    written: str = ""
    reason: str = ""
    author: str
    time_ns: Nanoseconds
