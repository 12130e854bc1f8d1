"""Which processes make up an instance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from twin_ops.kafka.broker import Broker
from twin_ops.settings import Settings
from twin_ops.supervisor.launch import execute
from twin_ops.supervisor.nursery import Nursery
from twin_ops.supervisor.probes import Probes, ask_agent, ask_broker
from twin_ops.supervisor.process import ProcessSpec

SERVICES = ("registry", "plant")
AGENTS = (
    "opcua",
    "simulation",
    "synchronizer",
    "commander",
    "audit",
    "exchange",
    "bridge",
    "alarms",
    "predictor",
    "sets",
    "historian",
    "opcua_server",
)
WITH_HEALTH = (*SERVICES, *AGENTS)
WITH_MODEL = ("plant", "simulation", "predictor")


def health_port(settings: Settings, name: str) -> int:
    """Port of a process's health page."""
    return settings.health_port(WITH_HEALTH.index(name))


def nurseries(settings: Settings) -> dict[str, Nursery]:
    """The nurseries that `plan` needs, none of them started."""
    return {
        loads: Nursery(loads, settings.environment, settings.logs / f"nursery-{loads}.log")
        for loads in ("model", "agents")
    }


def plan(
    settings: Settings,
    broker: Broker | None,
    probes: Probes,
    nursed: Mapping[str, Nursery],
) -> list[ProcessSpec]:
    """Processes to start; without `broker` where a cluster of the user's is used."""
    specs = []
    if broker is not None and probes.broker is not None:
        launch = partial(execute, tuple(broker.command()), {"TWIN_HOME": str(settings.home)})
        specs.append(ProcessSpec("kafka", launch, partial(ask_broker, probes.broker)))
    for name in _present(settings):
        nursery = nursed["model" if name in WITH_MODEL else "agents"]
        probe = partial(ask_agent, probes.client, settings.health_url(WITH_HEALTH.index(name)))
        specs.append(ProcessSpec(name, partial(nursery.start, name), probe))
    return specs


def _present(settings: Settings) -> list[str]:
    """Processes with a health page that this instance has."""
    absent = {
        "registry": bool(settings.external_registry),
        "plant": not settings.is_emulated,
        "opcua_server": not settings.opcua_server,
    }
    return [name for name in WITH_HEALTH if not absent.get(name)]


def ports(settings: Settings) -> dict[str, int]:
    """Every port that the instance listens on."""
    wanted = {"exchange": settings.exchange_port}
    if not settings.external_kafka:
        wanted |= {"kafka": settings.kafka_port, "kafka controller": settings.controller_port}
        wanted["kafka administrator"] = settings.kafka_admin_port
    if not settings.external_registry:
        wanted["registry"] = settings.registry_port
    if settings.is_emulated:
        wanted["plant"] = settings.opcua_port
    if settings.opcua_server:
        wanted["opcua_server"] = settings.opcua_server_port
    return wanted | {f"{name} health": health_port(settings, name) for name in WITH_HEALTH}
