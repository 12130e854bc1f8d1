"""The broker has no room left; the agent waits, says why, and nothing is lost.

The room is taken away with RLIMIT_FSIZE, which needs no root: from then on no file of the broker
can grow, as on a full disk, but with errno EFBIG where a disk gives ENOSPC. To Kafka both are an
I/O error of its only log folder, and with that it ends itself.
"""

from __future__ import annotations

import asyncio
import re
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import RunningKafka, start_kafka
from tests.integration.test_kafka_bus import Listener, Speaker, login, running

from twin_ops.settings import Settings
from twin_ops.topics import ensure_topics

pytestmark = pytest.mark.kafka
_BEFORE, _DURING = 100, 2_000


@pytest.fixture
def small_kafka(instance_settings: Settings, tmp_path: Path) -> Iterator[RunningKafka]:
    """A broker whose room this test takes away."""
    broker = start_kafka(instance_settings, tmp_path)
    asyncio.run(ensure_topics(broker.connection))
    yield broker
    broker.stop(9)


def fill_disk(broker: RunningKafka) -> None:
    """Lets no file of the broker grow any more."""
    assert broker.process is not None
    resource.prlimit(broker.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))


async def test_what_is_offered_while_the_brokers_disk_is_full_arrives_later(
    small_kafka: RunningKafka, registry_url: str
):
    listener = Listener(wanted=_BEFORE)
    async with (
        running(Speaker(), small_kafka.connection, registry_url) as speaker,
        running(listener, small_kafka.connection, registry_url),
    ):
        speaker.outbox.offer(login(n) for n in range(_BEFORE))
        await asyncio.wait_for(listener.enough.wait(), 30)
        listener.enough.clear()
        listener.wanted = _BEFORE + _DURING
        fill_disk(small_kafka)
        speaker.outbox.offer(login(n) for n in range(_BEFORE, listener.wanted))
        async with asyncio.timeout(30):
            while speaker.health().state != "degraded":  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert re.search("Kafka|no answer from the bus", speaker.health().reason)
        assert speaker.health().buffered == _DURING
        assert not listener.enough.is_set()
        assert small_kafka.process is not None
        assert await asyncio.to_thread(small_kafka.process.wait, 30), "Kafka ends itself"
        assert speaker.outbox.dropped == 0
        await asyncio.to_thread(small_kafka.start)
        await asyncio.wait_for(listener.enough.wait(), 60)
        await asyncio.wait_for(speaker.outbox.drained(), 30)
        assert (speaker.outbox.dropped, speaker.health().state) == (0, "healthy")
    assert list(dict.fromkeys(listener.heard)) == list(range(_BEFORE + _DURING))
