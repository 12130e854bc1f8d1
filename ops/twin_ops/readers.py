"""Which agents read which contract."""

from __future__ import annotations

from twin_agents.alarms import Alarms
from twin_agents.audit.agent import Audit
from twin_agents.bridge import BridgeAgent
from twin_agents.commander import Commander
from twin_agents.exchange.agent import Exchange
from twin_agents.historian import Historian
from twin_agents.predictor import Predictor
from twin_agents.sets import Sets
from twin_agents.simulation import Simulation
from twin_agents.synchronizer import Synchronizer
from twin_bus.agent import Agent
from twin_plc_adapters.opcua_server.agent import OpcUaServer
from twin_plc_adapters.plant_adapter import PlantAdapter
from twin_schemas.messages import CONTRACTS, AgentSnapshot
from twin_schemas.record import Record

AGENT_CLASSES: tuple[type[Agent], ...] = (
    PlantAdapter,
    Simulation,
    Synchronizer,
    Commander,
    Audit,
    Exchange,
    BridgeAgent,
    Alarms,
    Predictor,
    Sets,
    Historian,
    OpcUaServer,
)


def readers_of(record: type[Record]) -> list[str]:
    """Names of the agents that handle a contract."""
    return [a.name for a in AGENT_CLASSES if _reads(a, record)]


def _reads(agent: type[Agent], record: type[Record]) -> bool:
    if agent.keeps_history:
        return True
    if record is AgentSnapshot:
        return agent.keeps_state()
    return record in {s.record for s in agent.subscriptions()}


def writers_of(record: type[Record]) -> list[str]:
    """Names of the agents that publish a contract; all of them for the runtime's own.

    Snapshots are written only by those who go on with them.
    """
    if record is AgentSnapshot:
        return [a.name for a in AGENT_CLASSES if a.keeps_state()]
    if record.contract.owner == "runtime":
        return [a.name for a in AGENT_CLASSES]
    return [a.name for a in AGENT_CLASSES if record in a.emits]


def traffic() -> dict[str, dict[str, list[str]]]:
    """Writers and readers of every contract, by topic."""
    return {
        record.contract.topic: {"writers": writers_of(record), "readers": readers_of(record)}
        for record in CONTRACTS
    }
