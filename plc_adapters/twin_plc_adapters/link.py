"""What every protocol has to be able to do, and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from twin_bus.errors import TwinError
from twin_plc_adapters.reading import Reading

Heard = Callable[[str, Reading], None]
"""Takes a tag and a value that came of it."""


class WriteRefused(TwinError):
    """The plant answered that it does not take a write; the message says why."""


class WriteUnconfirmed(TwinError):
    """A write was sent, and nothing tells whether the plant has it."""


class Link(Protocol):
    """One connection to a plant, used once: opened, followed until it is lost, closed.

    Values go to the `Heard` that it was made with, from `open` on. The time of a value comes anew
    with each look at it, also where the value is the same: that tells a steady one from a dead one.
    """

    async def open(self) -> None:
        """Connects, and begins to subscribe or to poll.

        Raises:
            OSError, TimeoutError, TwinError: If that cannot be done; the message says why.
        """
        ...

    async def check(self) -> int:
        """Asks, once a second, whether the plant is there.

        Returns:
            How far its clock is ahead of ours, in nanoseconds; 0 if it does not tell.

        Raises:
            OSError, TimeoutError, TwinError: If it is not.
        """
        ...

    async def lost(self) -> None:
        """Returns, or raises why, when the connection is gone."""
        ...

    async def read(self, tags: Sequence[str]) -> Mapping[str, Reading]:
        """What the plant has of these tags now; a tag it has never had anything of is left out.

        Raises:
            OSError, TimeoutError, TwinError: If it does not answer.
        """
        ...

    async def subscribe_anew(self, tags: Sequence[str]) -> None:
        """Mends the subscription to these tags, of which newer values were read but not sent."""
        ...

    async def write(self, tag: str, value: float, within_s: float) -> None:
        """Writes once, and never tries again by itself.

        Args:
            tag: Which one.
            value: In the tag's unit.
            within_s: After so many seconds the plant must not take the write any more.

        Raises:
            WriteRefused: If the plant refuses it.
            OSError, TimeoutError, TwinError: If it does not answer.
        """
        ...

    async def close(self) -> None:
        """Disconnects; a connection that is dead already is no error."""
        ...


def only(tags: Iterable[str], most: int = 5) -> str:
    """The first few of many tags, for a message."""
    names = list(tags)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
