"""What the runtime needs of a bus, and what a bus gives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, Protocol

from twin_schemas.record import Record

Header = tuple[str, bytes]
Headers = Sequence[Header]

Start = Literal["resume", "live", "replay"]
"""Where a reader begins: at its group's committed offset, at the end, or at the beginning."""


Outgoing = tuple[str, bytes, bytes, list[Header]]
"""Topic, key, value and headers of a message on its way out; a plain tuple is made fastest."""


class Delivery(Protocol):
    """One message that the bus delivered."""

    @property
    def topic(self) -> str:
        """Topic it came from."""
        ...

    @property
    def partition(self) -> int:
        """Partition it came from."""
        ...

    @property
    def offset(self) -> int:
        """Position in the partition."""
        ...

    @property
    def key(self) -> bytes | None:
        """Kafka key."""
        ...

    @property
    def value(self) -> bytes | None:
        """Payload; None for a tombstone."""
        ...

    @property
    def headers(self) -> Headers:
        """Name and bytes, in order."""
        ...


OnBatch = Callable[[Sequence[Delivery]], Awaitable[Awaitable[None]]]
"""Handles a batch; gives what ends when its outputs are acknowledged."""


class Bus(Protocol):
    """A log of topics.

    Guarantees: messages of one key arrive in the order they were published; a batch whose
    outputs are acknowledged is committed; one whose handler raised or was cancelled is delivered
    again (at least once).
    """

    async def start(self) -> None:
        """Connects and begins to deliver; waits as long as the broker is away."""
        ...

    async def pause(self) -> None:
        """Ends delivery after the batch in hand; publishing goes on."""
        ...

    async def stop(self) -> None:
        """Flushes what was published and disconnects."""
        ...

    def subscribe(
        self, topics: Sequence[str], *, group: str, start: Start, on_batch: OnBatch
    ) -> None:
        """Has batches of these topics delivered; called before `start`."""
        ...

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        """Returns when every message is acknowledged.

        Raises:
            BusUnavailable: If the broker does not answer; part may have been published.
        """
        ...


class SchemaStore(Protocol):
    """Where schemas have their numbers."""

    async def id_of(self, record: type[Record]) -> int:
        """Registered id of the record's schema.

        Raises:
            RegistryUnavailable: If the registry does not answer.
        """
        ...

    async def schema(self, schema_id: int) -> object:
        """Parsed writer schema with this id.

        Raises:
            RegistryUnavailable: If the registry does not answer.
            KeyError: If there is no such id.
        """
        ...
