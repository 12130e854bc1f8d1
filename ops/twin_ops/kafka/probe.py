"""Asks a broker whether it serves."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from twin_bus.kafka import KafkaConnection

_PATIENCE_MS = 2_000


@dataclass
class BrokerProbe:
    """Asks one broker again and again, by a connection that is kept while it answers.

    Attributes:
        connection: How to reach the broker, and as whom.
    """

    connection: KafkaConnection
    _client: AIOKafkaAdminClient | None = field(default=None, init=False)

    async def answers(self) -> bool:
        """Whether the broker gives its metadata."""
        quiet = logging.getLogger("aiokafka")
        before, quiet.level = quiet.level, logging.CRITICAL
        try:
            await (await self._connected()).list_topics()
        except (KafkaError, OSError, TimeoutError):
            await self.close()
            return False
        else:
            return True
        finally:
            quiet.level = before

    async def _connected(self) -> AIOKafkaAdminClient:
        if self._client is None:
            self._client = AIOKafkaAdminClient(
                **self.connection.options(), request_timeout_ms=_PATIENCE_MS
            )
            await self._client.start()
        return self._client

    async def close(self) -> None:
        """Ends the connection; the next question makes another."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()


async def broker_answers(connection: KafkaConnection) -> bool:
    """Whether the broker gives its metadata, asked once."""
    probe = BrokerProbe(connection)
    try:
        return await probe.answers()
    finally:
        await probe.close()
