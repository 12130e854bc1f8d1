"""Which processes make up an instance."""

from __future__ import annotations

import sys
from functools import partial

import httpx

from twin_ops.kafka.broker import Broker
from twin_ops.settings import Settings
from twin_ops.supervisor.probes import probe_http, probe_kafka
from twin_ops.supervisor.process import ProcessSpec

SERVICES = ("registry", "plant")
AGENTS = ("opcua", "simulation", "synchronizer", "commander", "audit", "exchange")
WITH_HEALTH = (*SERVICES, *AGENTS)


def health_port(settings: Settings, name: str) -> int:
    """Port of a process's health page."""
    return settings.health_port(WITH_HEALTH.index(name))


def plan(settings: Settings, broker: Broker | None, client: httpx.AsyncClient) -> list[ProcessSpec]:
    """Processes to start; without `broker` where a cluster of the user's is used."""
    specs = []
    home = {"TWIN_HOME": str(settings.home)}
    if broker is not None:
        specs.append(
            ProcessSpec(
                "kafka", tuple(broker.command()), partial(probe_kafka, settings.kafka), home
            )
        )
    skipped = {"registry": settings.external_registry, "plant": settings.opcua_url}
    for name in WITH_HEALTH:
        if not skipped.get(name):
            probe = partial(probe_http, client, health_port(settings, name))
            specs.append(
                ProcessSpec(name, (sys.executable, "-m", "twin_ops.run", name), probe, home)
            )
    return specs


def ports(settings: Settings) -> dict[str, int]:
    """Every port that the instance listens on."""
    wanted = {"exchange": settings.exchange_port}
    if not settings.external_kafka:
        wanted |= {"kafka": settings.kafka_port, "kafka controller": settings.controller_port}
    if not settings.external_registry:
        wanted["registry"] = settings.registry_port
    if not settings.opcua_url:
        wanted["plant"] = settings.opcua_port
    return wanted | {f"{name} health": health_port(settings, name) for name in WITH_HEALTH}
