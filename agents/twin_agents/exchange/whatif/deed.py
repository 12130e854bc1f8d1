"""What somebody does with a branch, told to the audit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from twin_agents.exchange.session import Refusal
from twin_bus.agent import Outbox
from twin_bus.clock import Clock
from twin_bus.errors import BusUnavailable
from twin_schemas.branch_events import BranchChanged
from twin_schemas.vocabulary import BranchAction, Verdict


@dataclass(frozen=True)
class Deed:
    """One write to the branches.

    Attributes:
        branch: Name of the branch.
        action: What is asked for.
        author: User who asks.
        clock: Says when.
        out: Where it is published.
    """

    branch: str
    action: BranchAction
    author: str
    clock: Clock
    out: Outbox

    async def begin(self, answer: Mapping[str, Any] | None) -> None:
        """Publishes that it is done; nothing may be done before.

        Args:
            answer: Of the what-if that is kept or deleted; None where it can not be read.

        Raises:
            Refusal: 503, if the bus is away.
        """
        moves = answer["set"] if answer else ()
        written = " ".join(f"{move['tag']}={move['value']:g}" for move in moves)
        try:
            await self.out.publish([self._told("done", written=written)])
        except BusUnavailable as error:
            raise Refusal(503, str(error), "try again; nothing was done") from error

    @asynccontextmanager
    async def refusals_told(self) -> AsyncIterator[None]:
        """Publishes each refusal that comes up within."""
        try:
            yield
        except Refusal as refusal:
            why = str(refusal.detail["error"])  # type: ignore[index]  # a Refusal's has one
            self.out.offer([self._told("refused", reason=why)])
            raise

    def _told(self, verdict: Verdict, *, written: str = "", reason: str = "") -> BranchChanged:
        return BranchChanged(
            branch=self.branch,
            action=self.action,
            verdict=verdict,
            written=written,
            reason=reason,
            author=self.author,
            time_ns=self.clock.now_ns(),
        )
