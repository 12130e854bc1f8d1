"""Reading topics from the beginning to their present end."""

from __future__ import annotations

from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer

from twin_bus.kafka.connection import KafkaConnection
from twin_bus.ports import Delivery, OnBatch

Positions = dict[tuple[str, int], int]
_BATCH_RECORDS = 5_000


async def replay(
    connection: KafkaConnection, topics: Sequence[str], on_batch: OnBatch
) -> Positions:
    """Delivers everything the topics keep, up to their end at the time of the call.

    Returns:
        Next offset of each partition.

    Raises:
        KafkaError: If the broker does not answer.
    """
    consumer = AIOKafkaConsumer(*topics, **connection.options(), auto_offset_reset="earliest")
    await consumer.start()
    try:
        partitions = consumer.assignment()
        ends = await consumer.end_offsets(partitions)
        while any([await consumer.position(p) < ends[p] for p in partitions]):
            batches = await consumer.getmany(timeout_ms=500, max_records=_BATCH_RECORDS)
            for partition, records in batches.items():
                await (await on_batch([r for r in records if r.offset < ends[partition]]))
    finally:
        await consumer.stop()
    return {(p.topic, p.partition): end for p, end in ends.items()}


def after(positions: Positions, records: Sequence[Delivery]) -> Sequence[Delivery]:
    """Records that `replay` has not delivered."""
    return [r for r in records if r.offset >= positions.get((r.topic, r.partition), 0)]
