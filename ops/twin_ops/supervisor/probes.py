"""Health checks of the processes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx

from twin_bus.kafka import KafkaConnection
from twin_ops.certificates.trust import verify
from twin_ops.kafka.probe import BrokerProbe
from twin_ops.settings import Settings
from twin_ops.supervisor.process import Probe


@dataclass
class Probes:
    """What processes are asked with; connections are kept.

    Attributes:
        client: For agents.
        broker: For Kafka; None where the user's cluster is used.
    """

    client: httpx.AsyncClient
    broker: BrokerProbe | None


async def ask_agent(client: httpx.AsyncClient, url: str) -> Probe:
    """State that the `/readyz` of the agent at this address tells."""
    try:
        response = await client.get(f"{url}/readyz")
        answer = response.json()
    except (httpx.HTTPError, json.JSONDecodeError) as error:
        return Probe("down", f"does not answer on {url} ({type(error).__name__})")
    state = answer["state"]
    return Probe("down" if state == "stopping" else state, answer["reason"])


async def ask_broker(broker: BrokerProbe) -> Probe:
    """Whether the broker gives its metadata."""
    if await broker.answers():
        return Probe("healthy")
    return Probe("down", f"does not answer on {broker.connection.servers}")


@contextlib.asynccontextmanager
async def probes(settings: Settings, kafka: KafkaConnection | None) -> AsyncIterator[Probes]:
    """The probes of an instance; their connections end with the block."""
    broker = BrokerProbe(kafka) if kafka is not None else None
    async with httpx.AsyncClient(timeout=2.0, trust_env=False, verify=verify(settings)) as client:
        try:
            yield Probes(client, broker)
        finally:
            if broker is not None:
                await broker.close()
