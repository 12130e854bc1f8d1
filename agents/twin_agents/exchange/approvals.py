"""Setpoints that wait for a second person, as clients see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.commands import CommandLog
from twin_agents.exchange.value_text import iso
from twin_schemas.approval_events import ApprovalRequested

_NS = 1_000_000_000


def shown(asked: ApprovalRequested, now_ns: int) -> dict[str, Any]:
    """One request that waits, as JSON, with the seconds that are left."""
    return {
        "request_id": asked.request_id,
        "tag": asked.tag,
        "value": asked.value,
        "unit": asked.unit,
        "author": asked.author,
        "reason": asked.reason,
        "critical": asked.critical,
        "time": iso(asked.time_ns),
        "expires": iso(asked.expires_ns),
        "left_s": max(0.0, round((asked.expires_ns - now_ns) / _NS, 1)),
    }


@dataclass
class Approvals:
    """What waits: asked for, and not gone on since.

    Attributes:
        commands: Where each request is by now.
    """

    commands: CommandLog
    _asked: dict[str, ApprovalRequested] = field(default_factory=dict, init=False)

    def add(self, asked: ApprovalRequested) -> None:
        """Takes a request that waits, or that waited before the exchange began."""
        self._asked[asked.request_id] = asked

    def find(self, request_id: str) -> ApprovalRequested | None:
        """The request, if it waits."""
        steps = self.commands.stages(request_id)
        waits = bool(steps) and steps[-1].state == "awaiting_approval"
        return self._asked.get(request_id) if waits else None

    def waiting(self) -> list[ApprovalRequested]:
        """Requests that wait, the one that runs out first in front."""
        found = [asked for number in self._asked if (asked := self.find(number))]
        return sorted(found, key=lambda asked: asked.expires_ns)

    def forget(self, now_ns: int) -> None:
        """Drops what has run out, and so can not wait any more."""
        self._asked = {n: a for n, a in self._asked.items() if a.expires_ns + _NS > now_ns}
