"""Topics that are known only at run time, on Kafka."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from aiokafka.structs import OffsetAndMetadata

from twin_bus.errors import BusUnavailable, Refused
from twin_bus.kafka.connection import KafkaConnection
from twin_bus.kafka.feed import KafkaFeed
from twin_bus.kafka.groups import committed, described, groups_of_topics
from twin_bus.kafka.offset_delete import OffsetDelete
from twin_bus.kafka.producer import BatchProducer
from twin_bus.kafka.versions import BridgedPartition
from twin_bus.open_topics import GroupReading, Offsets
from twin_bus.ports import Outgoing

if TYPE_CHECKING:
    from twin_bus.message_columns import MessageColumns

_COPIES = 3


@dataclass
class KafkaOpenTopics:
    """`OpenTopics` on Kafka.

    Attributes:
        connection: How to reach Kafka, and as whom.
        client_id: Name shown in the broker's logs.
    """

    connection: KafkaConnection
    client_id: str
    _producer: BatchProducer = field(init=False)

    def __post_init__(self) -> None:
        self._producer = BatchProducer(self.connection, self.client_id)

    @contextlib.asynccontextmanager
    async def _admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        admin = AIOKafkaAdminClient(**self.connection.options())
        try:
            await admin.start()
            yield admin
        except (KafkaError, OSError, TimeoutError) as error:
            raise BusUnavailable(f"Kafka {self.connection}: {error!r}") from error
        finally:
            await admin.close()

    async def create(self, topic: str, settings: Mapping[str, str]) -> None:
        """Makes a topic unless it is there."""
        async with self._admin() as admin:
            copies = min(_COPIES, len((await admin.describe_cluster())["brokers"]))
            wanted = NewTopic(topic, 1, copies, topic_configs=dict(settings))
            for _, code, *_ in (await admin.create_topics([wanted])).topic_errors:
                error = for_code(code)
                if code and error is not TopicAlreadyExistsError:
                    raise error(topic)

    async def cluster(self) -> str:
        """Id of the cluster."""
        async with self._admin() as admin:
            return str((await admin.describe_cluster())["cluster_id"])

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        """Returns when every message is acknowledged."""
        await self._producer.publish(messages)

    async def publish_columns(self, columns: Sequence[MessageColumns]) -> None:
        """The same for messages that are columns already."""
        await self._producer.publish_columns(columns)

    async def readers(self) -> Mapping[str, Sequence[GroupReading]]:
        """Consumer groups by the topic that they read."""
        async with self._admin() as admin:
            return await groups_of_topics(admin)

    async def next_sources(self, topic: str) -> Offsets:
        """Per partition, the source offset that a bridge has to go on with."""
        async with self._admin() as admin, self._consumer() as consumer:
            places = await _partitions(admin, topic)
            return {p.partition: await BridgedPartition(consumer, p).next_source() for p in places}

    async def move(self, group: str, old: str, new: str) -> Offsets:
        """Has a group that is not running go on with another version at the same message.

        Raises:
            Refused: If the group runs, or has not read the old topic.
        """
        async with self._admin() as admin, self._consumer() as consumer:
            reached = await self._reached(admin, group, old)
            bridged = await self._bridged_one(consumer, old, new)
            moved = {}
            for partition, offset in reached.items():
                side = BridgedPartition(consumer, TopicPartition(bridged, partition))
                position = side.source_position if bridged == old else side.bridged_position
                moved[partition] = await position(offset)
            await self._commit(group, new, moved)
            await self._forget(await admin.find_coordinator(group), group, old, list(reached))
        return moved

    async def _reached(self, admin: AIOKafkaAdminClient, group: str, topic: str) -> dict[int, int]:
        (description,) = await described(admin, [group])
        if members := description[5]:
            raise Refused(f"group {group} has {len(members)} running members; stop them first")
        offsets = await committed(admin, group)
        reached = {place.partition: at for place, at in offsets.items() if place.topic == topic}
        if not reached:
            raise Refused(f"group {group} has read nothing of {topic}; it may begin where it likes")
        return reached

    async def _bridged_one(self, consumer: AIOKafkaConsumer, old: str, new: str) -> str:
        """The one of two topics whose messages say what they were made from."""
        for topic in (old, new):
            if await BridgedPartition(consumer, TopicPartition(topic, 0)).next_source():
                return topic
        raise Refused(f"no message of {old} or {new} was made from the other by a bridge yet")

    async def _commit(self, group: str, topic: str, offsets: Offsets) -> None:
        consumer = AIOKafkaConsumer(
            **self.connection.options(), group_id=group, enable_auto_commit=False
        )
        await consumer.start()
        try:
            entries = {
                TopicPartition(topic, p): OffsetAndMetadata(o, "") for p, o in offsets.items()
            }
            consumer.assign(list(entries))
            await consumer.commit(entries)
        finally:
            await consumer.stop()

    async def _forget(self, node: int, group: str, topic: str, partitions: list[int]) -> None:
        client = AIOKafkaClient(**self.connection.options())
        try:
            await client.bootstrap()
            answer = await client.send(node, OffsetDelete(group, topic, partitions))
        finally:
            await client.close()
        if answer.error_code:
            raise for_code(answer.error_code)(f"offsets of {group} in {topic}")

    @contextlib.asynccontextmanager
    async def _consumer(self) -> AsyncIterator[AIOKafkaConsumer]:
        consumer = AIOKafkaConsumer(**self.connection.options(), client_id=self.client_id)
        try:
            await consumer.start()
            yield consumer
        finally:
            await consumer.stop()

    def feed(self) -> KafkaFeed:
        """A reader of its own."""
        return KafkaFeed(self.connection, self.client_id)

    async def close(self) -> None:
        """Flushes and disconnects."""
        await self._producer.stop()


async def _partitions(admin: AIOKafkaAdminClient, topic: str) -> list[TopicPartition]:
    (description,) = await admin.describe_topics([topic])
    return [TopicPartition(topic, p["partition"]) for p in description["partitions"]]
