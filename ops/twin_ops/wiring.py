"""The one place where ports meet adapters.

Every process imports this module, so each agent is imported only where it is made.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import twin_agents
from twin_bus.agent import Agent
from twin_bus.kafka import KafkaBus, KafkaConnection, KafkaOpenTopics
from twin_bus.runtime import AgentRuntime
from twin_bus.schema_registry import SchemaRegistry
from twin_ops.kafka.credentials import kafka_as, passwords_of
from twin_ops.kafka.grants import principal_of
from twin_ops.kept_plant import kept_model, kept_plant
from twin_ops.settings import Settings
from twin_schemas.plant import Plant

if TYPE_CHECKING:
    from twin_agents.exchange.access import Access
    from twin_simulator import ProcessModel


@functools.cache
def plant_of(settings: Settings) -> Plant:
    """The plant description of this instance.

    Raises:
        PlantError: If it has problems; names each with file and line.
    """
    return kept_plant(settings)


@functools.cache
def model_of(settings: Settings) -> ProcessModel:
    """The process model of this instance's plant; takes seconds the first time."""
    return kept_model(settings)


def access_of(settings: Settings) -> Access:
    """Users and signing key of this instance."""
    from twin_agents.exchange.access import Access

    return Access(
        users_file=settings.secrets / "users.json", key_file=settings.secrets / "token.key"
    )


def _bus_of(settings: Settings, agent: str) -> KafkaConnection:
    return kafka_as(settings, principal_of(agent))


def registry_of(settings: Settings, name: str) -> SchemaRegistry:
    """Client of this instance's registry, for an agent or the command line."""
    known = {} if settings.external_registry else passwords_of(settings) or {}
    who = principal_of(name)
    user, password = (who, known[who]) if who in known else ("", "")
    return SchemaRegistry(settings.registry_url, settings.registry_ca, user, password)


def static_folder() -> Path:
    """Where the built front end is."""
    return Path(twin_agents.__path__[0]) / "exchange" / "static"


def _opcua(settings: Settings) -> Agent:
    from twin_plc_adapters.opcua.adapter import OpcUaAdapter

    return OpcUaAdapter(url=settings.opcua, tags=plant_of(settings).tags)


def _simulation(settings: Settings) -> Agent:
    from twin_agents.simulation import Simulation
    from twin_simulator import Run

    return Simulation(plant=plant_of(settings), model=Run.at_design(model_of(settings)))


def _synchronizer(_settings: Settings) -> Agent:
    from twin_agents.synchronizer import Synchronizer

    return Synchronizer()


def _commander(settings: Settings) -> Agent:
    from twin_agents.commander import Commander

    return Commander(plant=plant_of(settings))


def _audit(_settings: Settings) -> Agent:
    from twin_agents.audit.agent import Audit

    return Audit()


def _exchange(settings: Settings) -> Agent:
    from twin_agents.exchange.agent import Exchange
    from twin_agents.exchange.contracts.desk import ContractDesk
    from twin_agents.exchange.contracts.office import ContractOffice
    from twin_agents.exchange.oidc.door import OidcDoor

    topics = KafkaOpenTopics(_bus_of(settings, "exchange"), client_id="twin.exchange.contracts")
    desk = ContractDesk(registry_of(settings, "exchange"), topics)
    return Exchange(
        plant=plant_of(settings),
        access=access_of(settings),
        port=settings.exchange_port,
        host=settings.host,
        identity=settings.identity,
        static=static_folder(),
        office=ContractOffice(desk),
        oidc=OidcDoor(settings.oidc) if settings.oidc else None,
    )


def _bridge(settings: Settings) -> Agent:
    from twin_agents.bridge import BridgeAgent

    topics = KafkaOpenTopics(_bus_of(settings, "bridge"), client_id="twin.bridge.contracts")
    return BridgeAgent(registry_of(settings, "bridge"), topics)


AGENTS: dict[str, Callable[[Settings], Agent]] = {
    "opcua": _opcua,
    "simulation": _simulation,
    "synchronizer": _synchronizer,
    "commander": _commander,
    "audit": _audit,
    "exchange": _exchange,
    "bridge": _bridge,
}


def runtime_of(name: str, settings: Settings) -> AgentRuntime:
    """The named agent on this instance's Kafka and registry."""
    agent = AGENTS[name](settings)
    bus = KafkaBus(_bus_of(settings, name), client_id=f"twin.{name}")
    return AgentRuntime(agent, bus, registry_of(settings, name))
