"""The access control list of the bus, made from what contracts and agents declare.

One principal an agent: only the agents that declare a contract in `emits` may write its topic, and
only those that handle it may read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from twin_bus.agent import Agent
from twin_ops.kafka.grants import (
    COMMAND_LINE,
    REGISTRY,
    REPLAY,
    SANDBOX,
    Grant,
    Operation,
    principal_of,
)
from twin_ops.readers import AGENT_CLASSES, readers_of, writers_of
from twin_schemas.messages import CONTRACTS

_SCHEMAS = "_schemas"
_KAFKAS_OWN = (_SCHEMAS, "__consumer_offsets", "__transaction_state", "__share_group_state")
_OF_GROUPS: tuple[Operation, ...] = ("READ", "DELETE", "DESCRIBE")
_OF_A_SANDBOX: tuple[Operation, ...] = ("WRITE", "CREATE")
_OF_SCHEMAS: tuple[Operation, ...] = ("READ", "WRITE", "CREATE")


def declared_grants() -> list[Grant]:
    """All entries for the twin's own principals."""
    found = {*_of_the_registry(), *_of_the_command_line(), *_of_the_replay()}
    for agent in AGENT_CLASSES:
        found |= {*_of_an_agent(agent)}
        if agent.open_contracts:
            found |= {*_of_open_contracts(agent)}
        if agent.stands_for_users:
            found |= {*_of_their_topics(agent)}
    return sorted(found)


def _of_an_agent(agent: type[Agent]) -> Iterator[Grant]:
    me = principal_of(agent.name)
    yield Grant(me, "READ", "GROUP", me)
    for record in CONTRACTS:
        if agent.name in writers_of(record):
            yield Grant(me, "WRITE", "TOPIC", record.contract.topic)
        if agent.name in readers_of(record):
            yield Grant(me, "READ", "TOPIC", record.contract.topic)


def _of_open_contracts(agent: type[Agent]) -> Iterator[Grant]:
    """Topics of other systems have any name, so all are allowed and the twin's own forbidden."""
    me = principal_of(agent.name)
    own = {record.contract.topic: record for record in CONTRACTS}
    yield Grant(me, "READ", "TOPIC", "*")
    yield Grant(me, "WRITE", "TOPIC", "*")
    yield Grant(me, "WRITE", "TOPIC", SANDBOX, prefixed=True, allowed=False)
    for topic in (*own, *_KAFKAS_OWN):
        record = own.get(topic)
        if record is None or agent.name not in writers_of(record):
            yield Grant(me, "WRITE", "TOPIC", topic, allowed=False)
        if record is None or not (agent.stands_for_users or agent.name in readers_of(record)):
            yield Grant(me, "READ", "TOPIC", topic, allowed=False)


def _of_their_topics(agent: type[Agent]) -> Iterator[Grant]:
    me = principal_of(agent.name)
    yield Grant(me, "CREATE", "TOPIC", "*")
    for operation in _OF_GROUPS:
        yield Grant(me, operation, "GROUP", "*")
    for other in AGENT_CLASSES:
        if other is not agent:
            yield Grant(me, "READ", "GROUP", principal_of(other.name), allowed=False)
            yield Grant(me, "DELETE", "GROUP", principal_of(other.name), allowed=False)


def _of_the_registry() -> Iterator[Grant]:
    for operation in _OF_SCHEMAS:
        yield Grant(principal_of(REGISTRY), operation, "TOPIC", _SCHEMAS)


def _of_the_command_line() -> Iterator[Grant]:
    """Whoever can read the instance's secrets may look at every topic, and writes to none."""
    yield Grant(principal_of(COMMAND_LINE), "READ", "TOPIC", "*")
    yield Grant(principal_of(COMMAND_LINE), "DESCRIBE", "GROUP", "*")


def _of_the_replay() -> Iterator[Grant]:
    """What is played again goes into topics of its own, and nothing else does."""
    for operation in _OF_A_SANDBOX:
        yield Grant(principal_of(REPLAY), operation, "TOPIC", SANDBOX, prefixed=True)
