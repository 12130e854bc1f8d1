"""Reading and writing topics with confluent-kafka, as a system of somebody else would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext


@contextmanager
def reading(servers: str, group: str, topic: str) -> Iterator[Consumer]:
    """A member of a group that commits what it was given, by hand."""
    consumer = Consumer({
        "bootstrap.servers": servers,
        "group.id": group,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        "session.timeout.ms": 6_000,
        "topic.metadata.refresh.interval.ms": 500,
    })
    consumer.subscribe([topic])
    try:
        yield consumer
    finally:
        consumer.close()


def take(consumer: Consumer, registry_url: str, count: int, seconds: float = 30.0) -> list[Any]:
    """The next messages, decoded and committed."""
    with SchemaRegistryClient({"url": registry_url}) as client:
        decode = AvroDeserializer(client)
        found = []
        for _ in range(count):
            message = consumer.poll(seconds)
            assert message is not None, f"{len(found)} of {count} messages came"
            assert message.error() is None
            context = SerializationContext(message.topic(), MessageField.VALUE)
            found.append(decode(message.value(), context))
            consumer.commit(message, asynchronous=False)
    return found


def all_messages(servers: str, registry_url: str, topic: str) -> list[Any]:
    """Everything that a topic keeps now, decoded."""
    settings = {"bootstrap.servers": servers, "group.id": "nobody", "enable.auto.commit": False}
    consumer = Consumer(settings)
    try:
        place = TopicPartition(topic, 0)
        low, high = consumer.get_watermark_offsets(place, timeout=20)
        consumer.assign([TopicPartition(topic, 0, low)])
        with SchemaRegistryClient({"url": registry_url}) as client:
            decode = AvroDeserializer(client)
            context = SerializationContext(topic, MessageField.VALUE)
            found = []
            while len(found) < high - low:
                message = consumer.poll(20)
                assert message is not None
                found.append(decode(message.value(), context))
            return found
    finally:
        consumer.close()
