"""Record batches that are made of columns, as aiokafka reads them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

import hypothesis.strategies as st
import pyarrow as pa
from aiokafka import AIOKafkaProducer
from aiokafka.record.default_records import DefaultRecordBatch
from hypothesis import given

from twin_bus.kafka.column_batch import ColumnBatch, batches
from twin_bus.kafka.column_sending import enqueue_columns
from twin_bus.kafka.partition import partition_of
from twin_bus.message_columns import MessageColumns
from twin_bus.ports import Header

Message = tuple[bytes, bytes]
MESSAGES = st.lists(st.tuples(st.binary(max_size=300), st.binary(max_size=300)), min_size=1)
HEADERS = st.lists(st.tuples(st.text(max_size=20), st.binary(max_size=200)), max_size=4)


def columns(messages: Iterable[Message], headers: list[Header]) -> MessageColumns:
    keys, values = zip(*messages, strict=True)
    binary = pa.binary()
    return MessageColumns.of("one", pa.array(keys, binary), pa.array(values, binary), headers)


def read(batch: ColumnBatch) -> list[tuple[int, bytes, bytes, list[Header]]]:
    built = DefaultRecordBatch(batch._build())
    assert built.validate_crc()
    return [(r.offset, r.key, r.value, [*r.headers]) for r in built]


@given(MESSAGES, HEADERS)
def test_every_message_is_read_as_it_was_with_its_headers(
    messages: list[Message], headers: list[Header]
):
    batch = ColumnBatch(columns(messages, headers).tails)
    expected = [(n, key, value, headers) for n, (key, value) in enumerate(messages)]
    assert (batch.record_count(), read(batch)) == (len(messages), expected)


@given(MESSAGES, st.integers(1, 2_000), st.data())
def test_batches_are_no_longer_than_told_unless_one_message_is(
    messages: list[Message], most: int, data: st.DataObject
):
    begin = data.draw(st.integers(0, len(messages) - 1))
    count = data.draw(st.integers(1, len(messages) - begin))
    part = columns(messages, []).slice(begin, count)
    found = [*batches(part.tails, most)]
    told = [(key, value) for batch in found for _, key, value, _ in read(batch)]
    assert told == messages[begin : begin + count]
    sizes = [size.as_py() for size in pa.compute.binary_length(part.tails)]
    for batch in found:
        own, sizes = sizes[: batch.record_count()], sizes[batch.record_count() :]
        assert sum(own) <= most or len(own) == 1
        assert not sizes or sum(own) + sizes[0] > most


class Producer(AIOKafkaProducer):
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.given: dict[int, list[Message]] = defaultdict(list)
        self._closed = True

    async def partitions_for(self, topic: str) -> set[int]:
        return {0, 1, 2}

    async def send_batch(self, batch: ColumnBatch, topic: str, *, partition: int) -> None:
        self.given[partition] += [(key, value) for _, key, value, _ in read(batch)]


@given(MESSAGES)
def test_each_message_goes_where_its_key_belongs_in_its_order(messages: list[Message]):
    producer = Producer()
    asyncio.run(enqueue_columns(producer, columns(messages, [])))
    expected: dict[int, list[Message]] = defaultdict(list)
    for key, value in messages:
        expected[partition_of(key, 3)].append((key, value))
    assert producer.given == expected
