"""Asks a broker whether it serves."""

from __future__ import annotations

import logging

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from twin_bus.kafka import KafkaConnection

_PATIENCE_MS = 2_000


async def broker_answers(connection: KafkaConnection) -> bool:
    """Whether the broker gives its metadata."""
    quiet = logging.getLogger("aiokafka")
    before, quiet.level = quiet.level, logging.CRITICAL
    admin = AIOKafkaAdminClient(**connection.options(), request_timeout_ms=_PATIENCE_MS)
    try:
        await admin.start()
        await admin.list_topics()
    except (KafkaError, OSError, TimeoutError):
        return False
    else:
        return True
    finally:
        await admin.close()
        quiet.level = before
