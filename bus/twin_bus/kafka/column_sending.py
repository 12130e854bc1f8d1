"""Columns to the partitions of their topic."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from aiokafka import AIOKafkaProducer

from twin_bus.kafka.column_batch import batches
from twin_bus.kafka.partition import partition_of
from twin_bus.message_columns import MessageColumns

_MOST_BYTES = 960 * 1024  # of a batch; a broker takes a mebibyte


async def enqueue_columns(
    producer: AIOKafkaProducer, columns: MessageColumns
) -> list[asyncio.Future[object]]:
    """Gives a producer messages; returns what is done when the bus has them."""
    topic = columns.topic
    partitions = len(await producer.partitions_for(topic))
    return [
        await producer.send_batch(batch, topic, partition=partition)
        for partition, tails in _by_partition(columns, partitions)
        for batch in batches(tails, _MOST_BYTES)
    ]


def _by_partition(columns: MessageColumns, partitions: int) -> Iterator[tuple[int, pa.BinaryArray]]:
    if partitions == 1:
        yield 0, columns.tails
        return
    keys = columns.keys.dictionary_encode()
    known = [partition_of(key, partitions) for key in keys.dictionary.to_pylist()]
    where = np.array(known)[keys.indices.to_numpy()]
    for partition in np.unique(where).tolist():
        yield partition, columns.tails.filter(pa.array(where == partition))
