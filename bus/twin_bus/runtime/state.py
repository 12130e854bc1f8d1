"""An agent's state on the bus, so that the next process goes on with it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from twin_bus.agent import Agent
from twin_bus.errors import SnapshotRefused
from twin_bus.runtime.metrics import Metrics
from twin_schemas.messages import AgentSnapshot

log = logging.getLogger(__name__)
LARGEST_STATE = 900 * 1024  # Kafka takes one MiB with what is around it


@dataclass
class KeptState:
    """Takes the newest snapshot from the bus before anything else, and makes the next ones.

    Attributes:
        agent: Whose state it is.
        metrics: Counts what was kept and what did not fit.
    """

    agent: Agent
    metrics: Metrics
    _newest: AgentSnapshot | None = field(default=None, init=False)
    _begun: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        resumed = [s.record.__name__ for s in self.agent.subscriptions() if s.start == "resume"]
        if self.agent.keeps_state() and resumed:
            raise TypeError(
                f"agent {self.agent.name} has a snapshot and resumes {', '.join(resumed)}: what it "
                "handled after the snapshot would be lost; read with start='live' or 'replay'"
            )

    def take(self, snapshot: AgentSnapshot) -> None:
        """Takes a snapshot from the bus; of several the newest counts."""
        if snapshot.agent == self.agent.name and not self._begun:
            self._newest = snapshot

    def begin(self) -> None:
        """Restores what was taken, once; what does not fit is logged and counted."""
        newest, self._newest = self._newest, None
        begun, self._begun = self._begun, True
        if begun or newest is None:
            return
        name = self.agent.name
        try:
            self.agent.restore(newest.state)
        except SnapshotRefused as error:
            self.metrics.snapshots_refused.inc()
            log.warning("%s begins anew, its snapshot does not fit: %s", name, error)
        else:
            log.info("%s goes on with its snapshot of %d bytes", name, len(newest.state))

    def record(self, now_ns: int) -> AgentSnapshot:
        """The state now.

        Raises:
            ValueError: If it is larger than the bus takes.
        """
        state = self.agent.snapshot()
        if len(state) > LARGEST_STATE:
            raise ValueError(
                f"the state of {self.agent.name} has {len(state)} bytes, the bus takes "
                f"{LARGEST_STATE}; a restart would lose it"
            )
        return AgentSnapshot(agent=self.agent.name, state=state, time_ns=now_ns)
