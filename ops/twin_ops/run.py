"""Runs one process of an instance: `python -m twin_ops.run NAME`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

from twin_ops.settings import Settings, load_settings
from twin_ops.supervisor.plan import health_port

_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@contextlib.asynccontextmanager
async def stop_on_signal() -> AsyncIterator[asyncio.Event]:
    """An event that is set when the process is told to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    yield stop


async def run_agent(name: str, settings: Settings, stop: asyncio.Event) -> None:
    """Runs an agent with its health page until `stop` is set."""
    from twin_bus.runtime.http import serve_health
    from twin_ops.wiring import runtime_of

    runtime = runtime_of(name, settings)
    close = serve_health(
        health_port(settings, name), runtime.health, runtime.metrics.registry, settings.identity
    )
    try:
        await runtime.run(stop)
    finally:
        close()


async def _main(name: str) -> None:
    settings = load_settings()
    async with stop_on_signal() as stop:
        await _runner(name)(settings, stop)


def _runner(name: str) -> Callable[[Settings, asyncio.Event], Awaitable[None]]:
    if name == "registry":
        from twin_ops.registry.serve import serve_registry

        return serve_registry
    if name == "plant":
        from twin_ops.emulated_plant import run_emulated_plant

        return run_emulated_plant
    return lambda settings, stop: run_agent(name, settings, stop)


def run_process(name: str) -> None:
    """Runs the named process until it is told to stop."""
    logging.basicConfig(level=logging.INFO, format=_LOG_FORMAT, force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("asyncua").setLevel(logging.ERROR)
    logging.getLogger("aiokafka").setLevel(logging.ERROR)
    asyncio.run(_main(name))


if __name__ == "__main__":
    run_process(sys.argv[1])
