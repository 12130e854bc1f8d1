"""The registry as a process of an instance."""

from __future__ import annotations

import asyncio
import contextlib

import uvicorn

from twin_bus.clock import SystemClock
from twin_bus.runtime.http import serve_health
from twin_bus.runtime.metrics import Metrics
from twin_bus.runtime.status import Status
from twin_ops.kafka.credentials import kafka_as, passwords_of
from twin_ops.kafka.grants import REGISTRY, principal_of
from twin_ops.registry.app import registry_app
from twin_ops.registry.doorkeeper import Doorkeeper
from twin_ops.registry.storage import SchemaTopic
from twin_ops.settings import Settings
from twin_ops.supervisor.plan import health_port
from twin_schemas.messages import AgentHealth


async def serve_registry(settings: Settings, stop: asyncio.Event) -> None:
    """Serves until `stop` is set."""
    topic = SchemaTopic(kafka_as(settings, principal_of(REGISTRY)))
    clock, metrics = SystemClock(), Metrics()
    status = Status("registry", clock.now_ns(), metrics)

    def health() -> AgentHealth:
        status.ready = topic.ready.is_set()
        status.note("storage", topic.trouble)
        return status.health(clock.now_ns(), buffered=0, dropped=0)

    config = uvicorn.Config(
        registry_app(topic, Doorkeeper(passwords_of(settings))),
        host=settings.host,
        ssl_certfile=settings.identity,
        port=settings.registry_port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]
    close = serve_health(
        health_port(settings, "registry"), health, metrics.registry, settings.identity
    )
    tasks = [asyncio.create_task(topic.follow()), asyncio.create_task(server.serve())]
    try:
        await stop.wait()
    finally:
        server.should_exit = True
        tasks[0].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        close()
