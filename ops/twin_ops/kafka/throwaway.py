"""A broker in a folder that is gone afterwards."""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from twin_bus.kafka import KafkaConnection
from twin_ops.kafka.broker import Broker
from twin_ops.kafka.probe import broker_answers
from twin_ops.ports import free_port

_PATIENCE = 60.0


@contextmanager
def throwaway_broker(broker: Broker, *, train: bool = False) -> Iterator[KafkaConnection]:
    """Runs a broker with the same Java and jars on ports of its own.

    Args:
        broker: Gives Java, jars and the place of the ahead-of-time cache.
        train: Have Java write the cache when the broker stops.
    """
    with tempfile.TemporaryDirectory() as folder:
        own = replace(
            broker,
            data=Path(folder),
            logs=Path(folder),
            port=free_port(),
            controller_port=free_port(),
        )
        own.configure()
        process = subprocess.Popen(  # noqa: S603 - our own command line
            own.command(train=train), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            asyncio.run(_until_ready(own.connection, process))
            yield own.connection
        finally:
            process.terminate()
            process.wait(_PATIENCE)


async def _until_ready(connection: KafkaConnection, process: subprocess.Popen[bytes]) -> None:
    async with asyncio.timeout(_PATIENCE):
        # The broker has no event for "ready" that a client sees.
        while process.poll() is None and not await broker_answers(connection):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
