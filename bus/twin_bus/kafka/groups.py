"""Which consumer groups read which topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.coordinator.protocol import ConsumerProtocolMemberMetadata

from twin_bus.open_topics import GroupReading


async def groups_of_topics(admin: AIOKafkaAdminClient) -> dict[str, list[GroupReading]]:
    """Groups by the topic that they read.

    A group reads what its members subscribe to. Without members it reads what it has committed:
    it is down, and will go on there. What a running group has committed but does not subscribe
    to any more is what it has switched away from.

    Raises:
        KafkaError: If the broker does not answer.
    """
    names = sorted(group for group, *_ in await admin.list_consumer_groups())
    found: dict[str, list[GroupReading]] = defaultdict(list)
    for description in await described(admin, names):
        group, members = description[1], description[5]
        topics: Iterable[str] = [t for m in members for t in subscribed(m[3])]
        if not members:
            topics = {place.topic for place in await committed(admin, group)}
        for topic in sorted(set(topics)):
            count = sum(topic in subscribed(member[3]) for member in members)
            found[topic].append(GroupReading(group, count))
    return found


async def described(admin: AIOKafkaAdminClient, groups: list[str]) -> list[Any]:
    """Kafka's descriptions of these groups, in its own order of fields.

    One request a group: aiokafka 0.14 reads version 3 of the answer as version 2, which lacks a
    number behind each group, so that a second group in one answer cannot be read.
    """
    answers = [
        answer for group in groups for answer in await admin.describe_consumer_groups([group])
    ]
    return [description for answer in answers for description in answer.groups]


async def committed(admin: AIOKafkaAdminClient, group: str) -> dict[TopicPartition, int]:
    """Where a group goes on, by partition."""
    offsets = await admin.list_consumer_group_offsets(group)
    return {place: entry.offset for place, entry in offsets.items() if entry.offset >= 0}


def subscribed(metadata: bytes) -> list[str]:
    """Topics in a member's subscription; none for a group that is no consumer's."""
    if not metadata:
        return []
    return list(ConsumerProtocolMemberMetadata.decode(metadata).subscription)
