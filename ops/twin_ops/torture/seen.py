"""What an adapter has published, and what must hold of it."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from twin_bus.errors import TwinError
from twin_schemas.messages import Measurement
from twin_schemas.record import Record

PATIENCE_S = 40.0


class TrialFailed(TwinError):
    """A trial has not seen what it had to see."""


@dataclass
class Seen:
    """An outbox that is looked into.

    Attributes:
        records: Everything that was offered, in order.
    """

    records: list[Record] = field(default_factory=list)
    _more: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def offer(self, records: Iterable[Record]) -> None:
        """Takes the adapter's records."""
        self.records.extend(records)
        self._more.set()

    async def publish(self, records: Iterable[Record]) -> None:
        """Takes the adapter's records."""
        self.offer(records)

    def since(self, mark: int) -> list[Measurement]:
        """Measurements from a place in `records` on."""
        return [r for r in self.records[mark:] if isinstance(r, Measurement)]

    async def until(
        self, what: str, condition: Callable[[], bool], seconds: float = PATIENCE_S
    ) -> None:
        """Returns when a condition on the records holds.

        Raises:
            TrialFailed: If it does not in time.
        """
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    self._more.clear()
                    await self._more.wait()
        except TimeoutError:
            raise TrialFailed(f"not within {seconds:g} s: {what}") from None

    async def until_all(
        self, tags: Iterable[str], quality: str, mark: int, word: str = ""
    ) -> Sequence[Measurement]:
        """Waits until the newest value of every tag has this quality, and a word in its reason.

        Raises:
            TrialFailed: If that is not so in time.
        """
        wanted = set(tags)

        def fitting() -> list[Measurement]:
            newest = {r.tag: r for r in self.since(mark) if r.tag in wanted}
            return [r for r in newest.values() if r.quality == quality and word in r.reason]

        what = f"all of {len(wanted)} tags {quality} {word}".strip()
        await self.until(what, lambda: len(fitting()) == len(wanted))
        return fitting()


def unmarked_gaps(records: Iterable[Measurement]) -> list[str]:
    """Tags whose value, which counts the scans, jumps without the mark of a gap in between."""
    last: dict[str, float] = {}
    found: list[str] = []
    for record in records:
        if math.isnan(record.value):
            last.pop(record.tag, None)
            continue
        before = last.get(record.tag, record.value - 1.0)
        if record.value not in {before, before + 1.0}:
            found.append(f"{record.tag} from {before:g} to {record.value:g}")
        last[record.tag] = record.value
    return found


def require(condition: bool, what: str) -> None:
    """Fails a trial.

    Raises:
        TrialFailed: If the condition does not hold.
    """
    if not condition:
        raise TrialFailed(what)
