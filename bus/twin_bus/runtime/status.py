"""What an agent process knows of its own health."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from twin_bus.runtime.metrics import Metrics, count
from twin_schemas.messages import AgentHealth
from twin_schemas.vocabulary import AgentState


@dataclass
class Status:
    """Collects troubles by their source; healthy when there are none.

    Attributes:
        agent: Name of the agent.
        started_ns: When the process started.
        ready: Whether the bus delivers.
        stopping: Whether the agent drains.
        troubles: What is wrong now, by what it concerns.
    """

    agent: str
    started_ns: int
    metrics: Metrics
    ready: bool = False
    stopping: bool = False
    troubles: dict[str, str] = field(default_factory=dict)

    def note(self, concern: str, trouble: str) -> None:
        """Sets or, with an empty text, clears a trouble."""
        if trouble:
            self.troubles[concern] = trouble
        else:
            self.troubles.pop(concern, None)

    @property
    def state(self) -> AgentState:
        """State in one word."""
        if self.stopping:
            return "stopping"
        if not self.ready:
            return "starting"
        return "degraded" if self.troubles else "healthy"

    def health(self, now_ns: int, *, buffered: int, dropped: int) -> AgentHealth:
        """The state as a record."""
        return AgentHealth(
            agent=self.agent,
            state=self.state,
            reason="; ".join(self.troubles.values()),
            time_ns=now_ns,
            started_ns=self.started_ns,
            pid=os.getpid(),
            handled=count(self.metrics.handled),
            rejected=count(self.metrics.rejected),
            buffered=buffered,
            dropped=dropped,
        )
