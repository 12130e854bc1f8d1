"""A historian that writes five times a second: `python -m tests.integration.historian_process`."""

from __future__ import annotations

import asyncio

from twin_agents.historian import Historian
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.runtime import AgentRuntime
from twin_ops.instance_registry import registry_of
from twin_ops.run import stop_on_signal
from twin_ops.settings import load_settings
from twin_ops.wiring import AGENTS


async def main() -> None:
    settings = load_settings()
    agent = AGENTS["historian"](settings)
    assert isinstance(agent, Historian)
    agent.every_s = 0.2
    bus = KafkaBus(KafkaConnection(settings.kafka), client_id="historian")
    async with stop_on_signal() as stop:
        await AgentRuntime(agent, bus, registry_of(settings, "historian")).run(stop)


if __name__ == "__main__":
    asyncio.run(main())
