"""Committing a batch once what it caused is acknowledged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from twin_bus.ports import Delivery, OnBatch

log = logging.getLogger(__name__)
_where, _offset = attrgetter("topic", "partition"), attrgetter("offset")


# FastStream asks for its name at each start, again and again: all the agent knows would be in it.
@dataclass(repr=False)
class DeferredCommit:
    """Handles the next batch while the outputs of the last one are on their way.

    Guarantees: batches are handled and committed in order, each one only after its outputs are
    acknowledged; at most one is uncommitted while the next is handled.

    Attributes:
        on_batch: Handles a batch and gives what ends when its outputs are acknowledged.
        consumer: Gives the consumer to commit to; None where nothing is committed.
    """

    on_batch: OnBatch
    consumer: Callable[[], Any]
    _broken: Exception | None = field(default=None, init=False)
    _handling: asyncio.Future[Awaitable[None]] | None = field(default=None, init=False)
    _last: asyncio.Task[None] | None = field(default=None, init=False)

    async def handle(self, records: Any) -> None:
        """Handles one batch, a tuple of deliveries; FastStream wants types that pydantic knows.

        Raises:
            Exception: Whatever a batch raised, then and for every batch after it: FastStream goes
                on to the next one, and committing that would lose the one that failed.
        """
        if self._broken is not None:
            raise self._broken
        try:
            self._handling = asyncio.ensure_future(self.on_batch(records))
            published = await self._handling
            await self.finish()
        except Exception as error:
            self._broken = error
            raise
        self._last = asyncio.create_task(self._commit(published, records))

    async def finish(self) -> None:
        """Returns when everything that was handled is committed."""
        if self._last is not None:
            await asyncio.shield(self._last)

    def abandon(self) -> None:
        """Gives up what is in hand or not acknowledged; it will be delivered again."""
        for task in (self._handling, self._last):
            if task is not None:
                task.cancel()

    async def _commit(self, published: Awaitable[None], records: Sequence[Delivery]) -> None:
        await published
        consumer = self.consumer()
        if consumer is None:
            return
        # Later records of a partition overwrite earlier ones.
        last = dict(zip(map(_where, records), map(_offset, records), strict=True))
        offsets = {TopicPartition(*where): offset + 1 for where, offset in last.items()}
        try:
            await consumer.commit(offsets)
        except KafkaError as error:
            # The group moved on or the broker is away: the batch comes again, by contract.
            log.warning("commit failed, the batch will be delivered again: %r", error)
