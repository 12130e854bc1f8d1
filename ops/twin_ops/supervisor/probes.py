"""Health checks of the processes."""

from __future__ import annotations

import json

import httpx

from twin_bus.kafka import KafkaConnection
from twin_ops.kafka.probe import broker_answers
from twin_ops.supervisor.process import Probe


async def probe_http(client: httpx.AsyncClient, url: str) -> Probe:
    """State that an agent's `/readyz` tells."""
    try:
        response = await client.get(f"{url}/readyz")
        answer = response.json()
    except (httpx.HTTPError, json.JSONDecodeError) as error:
        return Probe("down", f"does not answer on {url} ({type(error).__name__})")
    state = answer["state"]
    return Probe("down" if state == "stopping" else state, answer["reason"])


async def probe_kafka(connection: KafkaConnection) -> Probe:
    """Whether the broker gives its metadata."""
    if await broker_answers(connection):
        return Probe("healthy")
    return Probe("down", f"does not answer on {connection.servers}")
