"""Every principal against every topic, on a broker with the contracts' access control list."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import TopicAuthorizationFailedError
from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer
from confluent_kafka.admin import AdminClient
from rich.console import Console
from tests.conftest import RunningKafka, free_base

from twin_bus.kafka import KafkaConnection
from twin_ops.kafka.administration import Administration
from twin_ops.kafka.admission import admit
from twin_ops.kafka.credentials import administrator, credentials_file, kafka_as
from twin_ops.kafka.grants import Grant, own_grants, own_principals, principal_of
from twin_ops.kafka.prepare import secured_kafka
from twin_ops.readers import AGENT_CLASSES, readers_of
from twin_ops.render.access_page import may
from twin_ops.settings import Settings
from twin_ops.topics import ensure_topics
from twin_schemas.messages import CONTRACTS

pytestmark = pytest.mark.kafka
OPEN_TOPIC, REPLAYED = "weather.report.v1", "sandbox.plant.measurement.v1"
OTHERS = ["_schemas", OPEN_TOPIC, REPLAYED]
TOPICS = [record.contract.topic for record in CONTRACTS] + OTHERS


@dataclass
class Guarded:
    """A broker that asks who comes."""

    settings: Settings
    kafka: RunningKafka

    def connection(self, principal: str) -> KafkaConnection:
        return kafka_as(self.settings, principal)

    def written(self, principal: str, topics: list[str]) -> set[str]:
        """Topics that took a message of this principal."""
        producer = Producer(self.connection(principal).properties() | {"log_level": 0})
        taken: set[str] = set()

        def note(error: KafkaError | None, message: Message) -> None:
            if error is None:
                taken.add(message.topic())
            else:
                assert error.code() == KafkaError.TOPIC_AUTHORIZATION_FAILED, error

        for topic in topics:
            producer.produce(topic, b"x", b"key", on_delivery=note)
        assert producer.flush(30) == 0
        return taken

    def visible(self, principal: str) -> set[str]:
        """Topics that this principal is told of; a client cannot ask for others at all."""
        return topics_seen(self.connection(principal))

    async def read(self, principal: str, topics: list[str]) -> set[str]:
        """Topics that gave this principal a message."""
        given: set[str] = set()
        consumer = AIOKafkaConsumer(**self.connection(principal).options())
        await consumer.start()
        try:
            for topic in self.visible(principal) & set(topics):
                place = TopicPartition(topic, 0)
                consumer.assign([place])
                consumer.seek(place, 0)
                with contextlib.suppress(TopicAuthorizationFailedError):
                    given.add((await asyncio.wait_for(consumer.getone(), 30)).topic)
        finally:
            await consumer.stop()
        return given


@pytest.fixture(scope="module")
def guarded(
    instance_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Guarded]:
    home = tmp_path_factory.mktemp("guarded")
    settings = replace(instance_settings, home=home, port_base=free_base())
    broker = secured_kafka(settings, Console(stderr=True))
    broker.configure()
    running = RunningKafka(broker)
    running.start()
    asyncio.run(ensure_topics(administrator(settings)))
    admit(settings)
    made = Guarded(settings, running)
    asyncio.run(_make(administrator(settings), OTHERS))
    _fill(administrator(settings))
    yield made
    running.stop()


async def _make(connection: KafkaConnection, topics: list[str]) -> None:
    from twin_bus.kafka import KafkaOpenTopics

    for topic in topics:
        await KafkaOpenTopics(connection, "test").create(topic, {})


def _fill(connection: KafkaConnection) -> None:
    producer = Producer(connection.properties())
    for topic in TOPICS:
        producer.produce(topic, b"x", b"key")
    assert producer.flush(30) == 0


def expected(principal: str, operation: str) -> set[str]:
    return {topic for topic in TOPICS if may(own_grants(), principal, operation, topic)}


@pytest.mark.parametrize("principal", own_principals())
def test_only_the_declared_writers_can_write(guarded: Guarded, principal: str):
    assert guarded.written(principal, TOPICS) == expected(principal, "WRITE")


@pytest.mark.parametrize("principal", own_principals())
async def test_only_the_declared_readers_can_read(guarded: Guarded, principal: str):
    assert await guarded.read(principal, TOPICS) == expected(principal, "READ")


async def test_what_is_replayed_can_not_come_to_a_plant(guarded: Guarded):
    """The adapter neither reads a replayed topic nor is it told that there is one."""
    adapter = principal_of("opcua")
    assert REPLAYED not in guarded.visible(adapter)
    assert await guarded.read(principal_of("cli"), [REPLAYED]) == {REPLAYED}
    writers = {who for who in own_principals() if guarded.written(who, [REPLAYED])}
    assert writers == {principal_of("replay")}
    assert guarded.written(principal_of("replay"), TOPICS) == {REPLAYED}


def test_the_list_is_not_one_that_lets_everybody_do_everything():
    for record in CONTRACTS:
        topic, contract = record.contract.topic, record.contract
        if contract.owner == "runtime":
            continue
        writers = [who for who in own_principals() if may(own_grants(), who, "WRITE", topic)]
        if contract.request:  # several may ask; only the owner takes what they ask for
            asking = {a.name for a in AGENT_CLASSES if record in a.emits}
            assert writers == [who for who in own_principals() if who in map(principal_of, asking)]
            assert readers_of(record) == [contract.owner, "historian"]  # which only keeps it
        else:
            assert writers == [principal_of(contract.owner)], f"{topic} is written by {writers}"
    own = {
        "plant.write_requested.v1",
        "plant.write_begun.v1",
    }  # what it announces, to know it again
    assert expected("twin.opcua", "READ") == own


def joins(guarded: Guarded, principal: str, group: str, topic: str) -> bool:
    settings = {"group.id": group, "auto.offset.reset": "earliest", "log_level": 0}
    consumer = Consumer(guarded.connection(principal).properties() | settings)
    consumer.subscribe([topic])
    try:
        message = consumer.poll(30)
        assert message is not None
        if message.error() is None:
            return True
        assert message.error().code() == KafkaError.GROUP_AUTHORIZATION_FAILED
        return False
    finally:
        consumer.close()


def test_a_group_is_its_agents_own(guarded: Guarded):
    topic = "control.setpoint_requested.v1"
    assert joins(guarded, "twin.commander", "twin.commander", topic)
    assert not joins(guarded, "twin.exchange", "twin.commander", topic)
    assert joins(guarded, "twin.exchange", "somebody", OPEN_TOPIC)


def topics_seen(connection: KafkaConnection) -> set[str]:
    """Raises KafkaException where the broker does not let this one in."""
    client = AdminClient(connection.properties() | {"log_level": 0})
    return set(client.list_topics(timeout=5).topics)


def test_who_is_nobody_does_not_come_in(guarded: Guarded):
    known = guarded.connection("twin.opcua")
    assert topics_seen(known)
    nobody = KafkaConnection(known.servers)
    for wrong in (nobody, replace(known, password="guess"), replace(known, user="twin.admin")):
        with pytest.raises(KafkaException):
            topics_seen(wrong)
    # the administrator's listener has no users of this kind
    with pytest.raises(KafkaException):
        topics_seen(replace(known, servers=administrator(guarded.settings).servers))


def test_entries_that_the_contracts_do_not_give_are_taken_away(guarded: Guarded):
    administration = Administration(administrator(guarded.settings))
    foreign = Grant("weather-station", "WRITE", "TOPIC", OPEN_TOPIC)
    sneaked = Grant("twin.opcua", "WRITE", "TOPIC", "audit.entry.v1")
    administration.set_grants(["twin.opcua"], [sneaked])
    administration.set_grants(["weather-station"], [foreign])
    admit(guarded.settings)
    assert set(administration.grants()) == {*own_grants(), foreign}
    administration.set_grants(["weather-station"], [])


def test_a_lost_password_is_made_anew(guarded: Guarded):
    file = credentials_file(guarded.settings)
    known = json.loads(file.read_text())
    file.write_text(json.dumps({name: p for name, p in known.items() if name != "twin.opcua"}))
    admit(guarded.settings)
    assert guarded.connection("twin.opcua").password != known["twin.opcua"]
    assert topics_seen(guarded.connection("twin.opcua"))
    assert file.stat().st_mode & 0o077 == 0


def test_rights_survive_a_restart_of_the_broker(guarded: Guarded):
    guarded.kafka.stop()
    guarded.kafka.start()
    assert guarded.written("twin.opcua", TOPICS) == expected("twin.opcua", "WRITE")
