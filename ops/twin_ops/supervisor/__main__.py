"""The supervisor in the background: `python -m twin_ops.supervisor`."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

from rich.console import Console

from twin_bus.errors import TwinError
from twin_ops.kafka.prepare import secured_kafka
from twin_ops.settings import load_settings
from twin_ops.supervisor.supervisor import Supervisor


async def _run() -> None:
    settings = load_settings()
    broker = None if settings.external_kafka else secured_kafka(settings, Console(stderr=True))
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await Supervisor(settings, broker).run(stop)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        asyncio.run(_run())
    except TwinError as error:
        sys.exit(f"error: {error}")
