"""The one place where ports meet adapters.

Every process imports this module, so each agent is imported only where it is made.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import twin_agents
from twin_bus.agent import Agent
from twin_bus.kafka import KafkaConnection, KafkaOpenTopics
from twin_ops.adapter_choice import adapter_from_elsewhere, require_adapter
from twin_ops.instance_access import access_of
from twin_ops.instance_registry import registry_of
from twin_ops.kafka.credentials import kafka_as
from twin_ops.kafka.grants import principal_of
from twin_ops.kept_plant import model_of, plant_of
from twin_ops.settings import Settings
from twin_plc_adapters.plant_adapter import ROLE, PlantAdapter

log = logging.getLogger(__name__)
_MIB, _GIB = 2**20, 2**30
SPOOLED = (ROLE,)

if TYPE_CHECKING:
    from twin_agents.historian.thinning import Choice
    from twin_bus.runtime import AgentRuntime
    from twin_bus.runtime.spool import Spool


def _bus_of(settings: Settings, agent: str) -> KafkaConnection:
    return kafka_as(settings, principal_of(agent))


def static_folder() -> Path:
    """Where the built front end is."""
    return Path(twin_agents.__path__[0]) / "exchange" / "static"


def _opcua(settings: Settings) -> PlantAdapter:
    from twin_ops.plant_link import ensure_link, link_security
    from twin_plc_adapters.opcua.adapter import OpcUaAdapter
    from twin_plc_adapters.opcua.node_map import read_node_map

    ensure_link(settings)
    tags, file = plant_of(settings).tags, settings.adapter.tag_map
    return OpcUaAdapter(
        url=settings.opcua,
        tags=tags,
        security=link_security(settings),
        nodes=read_node_map(file, tags) if file else None,
    )


def _modbus(settings: Settings) -> PlantAdapter:
    from twin_plc_adapters.modbus.adapter import modbus_adapter

    return modbus_adapter(plant_of(settings), settings.adapter)


def _mqtt(settings: Settings) -> PlantAdapter:
    from twin_plc_adapters.mqtt.adapter import mqtt_adapter

    return mqtt_adapter(plant_of(settings), settings.adapter)


def _sparkplug(settings: Settings) -> PlantAdapter:
    from twin_plc_adapters.sparkplug.adapter import sparkplug_adapter

    return sparkplug_adapter(plant_of(settings), settings.adapter)


def _replay(settings: Settings) -> PlantAdapter:
    from twin_plc_adapters.replay.adapter import replay_adapter

    return replay_adapter(plant_of(settings), settings.adapter)


def _memory(settings: Settings) -> PlantAdapter:
    from twin_plc_adapters.memory.adapter import memory_adapter

    return memory_adapter(plant_of(settings), settings.adapter)


ADAPTERS: dict[str, Callable[[Settings], PlantAdapter]] = {
    "opcua": _opcua,
    "modbus": _modbus,
    "mqtt": _mqtt,
    "sparkplug": _sparkplug,
    "replay": _replay,
    "memory": _memory,
}


def adapter_of(settings: Settings) -> PlantAdapter:
    """The adapter that the settings choose.

    Raises:
        BadSetting: If it is not installed.
        BadAdapterSetting, BadRecording, PlantError: If it cannot be made of the settings.
    """
    name = settings.adapter.name
    if name in ADAPTERS:
        require_adapter(settings)
        return ADAPTERS[name](settings)
    return adapter_from_elsewhere(name)(plant_of(settings), settings.adapter)


def _simulation(settings: Settings) -> Agent:
    from twin_agents.simulation import Simulation
    from twin_simulator import Run

    return Simulation(plant=plant_of(settings), model=Run.at_design(model_of(settings)))


def _synchronizer(_settings: Settings) -> Agent:
    from twin_agents.synchronizer import Synchronizer

    return Synchronizer()


def _commander(settings: Settings) -> Agent:
    from twin_agents.commander import Commander

    return Commander(plant=plant_of(settings), prediction_s=settings.prediction_s)


def _predictor(settings: Settings) -> Agent:
    from twin_agents.predictor import Predictor

    return Predictor(model=model_of(settings))


def _audit(_settings: Settings) -> Agent:
    from twin_agents.audit.agent import Audit

    return Audit()


def _exchange(settings: Settings) -> Agent:
    from twin_agents.exchange.agent import Exchange
    from twin_agents.exchange.contracts.desk import ContractDesk
    from twin_agents.exchange.contracts.office import ContractOffice
    from twin_agents.exchange.history import RecentHistory
    from twin_agents.exchange.oidc.door import OidcDoor
    from twin_agents.exchange.past import Past
    from twin_agents.exchange.scene import SceneDesk
    from twin_agents.exchange.training.desk import TrainingDesk
    from twin_agents.exchange.whatif.desk import WhatIfDesk
    from twin_ops.branches.library import BranchLibrary
    from twin_ops.kept_scene import KeptScene
    from twin_ops.rollups import HistoryRollups
    from twin_ops.training.rooms import ProcessRooms
    from twin_ops.what_if_runs import ProcessRuns

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
        history=RecentHistory(Past(HistoryRollups(settings.history_folder))),
        scene=SceneDesk(KeptScene(settings, plant_of(settings))),
        training=TrainingDesk(ProcessRooms(settings)),
        what_ifs=WhatIfDesk(ProcessRuns(settings), BranchLibrary(settings.branches)),
    )


def _bridge(settings: Settings) -> Agent:
    from twin_agents.bridge import BridgeAgent

    topics = KafkaOpenTopics(_bus_of(settings, "bridge"), client_id="twin.bridge.contracts")
    return BridgeAgent(registry_of(settings, "bridge"), topics)


def _alarms(settings: Settings) -> Agent:
    from twin_agents.alarms import alarms_of

    return alarms_of(plant_of(settings))


def _sets(settings: Settings) -> Agent:
    from twin_agents.sets import Sets

    return Sets(plant=plant_of(settings))


def _historian(settings: Settings) -> Agent:
    from twin_agents.historian import Historian, Limits
    from twin_agents.historian.store import store_at

    store = settings.history.store
    return Historian(
        topics=KafkaOpenTopics(_bus_of(settings, "historian"), client_id="twin.historian"),
        schemas=registry_of(settings, "historian"),
        folder=settings.history_folder,
        limits=Limits(settings.history.days, int(settings.history.gib * _GIB)),
        thinned=thinned_tags(settings),
        store=store_at(store) if store else None,
    )


def _opcua_server(settings: Settings) -> Agent:
    from twin_ops.opcua_server_door import ensure_door
    from twin_plc_adapters.opcua_server.agent import OpcUaServer

    return OpcUaServer(
        plant=plant_of(settings), url=settings.opcua_server_url, door=ensure_door(settings)
    )


AGENTS: dict[str, Callable[[Settings], Agent]] = {
    ROLE: adapter_of,
    "simulation": _simulation,
    "synchronizer": _synchronizer,
    "commander": _commander,
    "audit": _audit,
    "exchange": _exchange,
    "bridge": _bridge,
    "alarms": _alarms,
    "predictor": _predictor,
    "sets": _sets,
    "historian": _historian,
    "opcua_server": _opcua_server,
}


def runtime_of(name: str, settings: Settings) -> AgentRuntime:
    """The named agent on this instance's Kafka and registry."""
    from twin_bus.kafka import KafkaBus
    from twin_bus.runtime import AgentRuntime

    agent = AGENTS[name](settings)
    bus = KafkaBus(_bus_of(settings, name), f"twin.{name}", apart=agent.is_waited_for)
    spool = _spool_of(agent, settings) if name in SPOOLED else None
    return AgentRuntime(agent, bus, registry_of(settings, name), spool=spool)


def _spool_of(agent: Agent, settings: Settings) -> Spool:
    from twin_bus.runtime.spool import spool_in

    folder = settings.outbox_of(agent.name)
    log.info("%s", outbox_told(settings, agent.name))
    return spool_in(folder, agent.emits, settings.outbox_mib * _MIB)


def thinned_tags(settings: Settings) -> dict[str, Choice]:
    """How far the history thins which tags; none are where there is no file for it.

    Raises:
        PlantError: If the file has mistakes; names each with file and line.
    """
    if settings.history.thinned is None:
        return {}
    from twin_ops.thinning_file import read_thinning

    units = {name: tag.unit for name, tag in plant_of(settings).tags.items()}
    return read_thinning(settings.history.thinned, units)


def history_told(settings: Settings) -> str:
    """Where the history is kept, how much of it at most, and what is thinned of it.

    Raises:
        PlantError: If the file that says so has mistakes.
    """
    bounds = settings.history
    chosen = len(thinned_tags(settings))
    thinned = f"; {chosen} tags are thinned by {bounds.thinned}" if chosen else ""
    stored = (
        f"; hours go to {bounds.store} first, and none from here before" if bounds.store else ""
    )
    return (
        f"{bounds.days:g} days of history, at most {bounds.gib:g} GiB, are kept in "
        f"{settings.history_folder}{thinned}{stored}"
    )


def outbox_told(settings: Settings, name: str) -> str:
    """Where an agent's records wait while the bus is away, and how many at most."""
    return (
        f"while Kafka is away, up to {settings.outbox_mib} MiB of {name}'s records wait in "
        f"{settings.outbox_of(name)}"
    )
