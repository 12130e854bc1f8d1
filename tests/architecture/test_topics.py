"""Who writes and who reads each topic, as the agents' classes declare it."""

import pytest

from twin_ops.readers import AGENT_CLASSES, readers_of, writers_of
from twin_ops.supervisor import plan
from twin_ops.wiring import AGENTS
from twin_schemas.messages import CONTRACTS
from twin_schemas.record import Record

EVENTS = [r for r in CONTRACTS if not r.contract.request and r.contract.owner != "runtime"]
REQUESTS = [r for r in CONTRACTS if r.contract.request]


@pytest.mark.parametrize("record", EVENTS, ids=lambda record: record.contract.topic)
def test_an_event_is_written_by_its_owner_alone(record: type[Record]):
    assert writers_of(record) == [record.contract.owner]


@pytest.mark.parametrize("record", REQUESTS, ids=lambda record: record.contract.topic)
def test_a_request_is_read_by_its_owner_alone_and_somebody_asks(record: type[Record]):
    """Beside the historian, which keeps it and does nothing about it."""
    assert readers_of(record) == [record.contract.owner, "historian"]
    assert writers_of(record)


def test_what_agents_write_and_read_is_a_contract():
    used = {record for agent in AGENT_CLASSES for record in agent.emits}
    used |= {s.record for agent in AGENT_CLASSES for s in agent.subscriptions()}
    assert used <= set(CONTRACTS)


def test_only_the_commander_asks_for_writes_to_the_plant():
    asking = [r for r in REQUESTS if r.contract.subject == "plant.write_requested"]
    assert [writers_of(record) for record in asking] == [["commander"]]


def test_every_agent_is_wired_and_started():
    names = [agent.name for agent in AGENT_CLASSES]
    assert list(AGENTS) == names
    assert list(plan.AGENTS) == names
