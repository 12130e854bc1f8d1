"""Asks a broker whether it serves."""

from __future__ import annotations

import logging

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

_PATIENCE_MS = 2_000


async def broker_answers(servers: str) -> bool:
    """Whether a broker at these bootstrap servers gives its metadata."""
    quiet = logging.getLogger("aiokafka")
    before, quiet.level = quiet.level, logging.CRITICAL
    admin = AIOKafkaAdminClient(bootstrap_servers=servers, request_timeout_ms=_PATIENCE_MS)
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
