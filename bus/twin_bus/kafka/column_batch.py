"""A record batch of Kafka's message format 2, made of columns.

aiokafka's own batches take messages one at a time, at about two microseconds each. The format:
Apache Kafka, "Message format", record batch.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from aiokafka.codec import zstd_encode
from aiokafka.record.util import calc_crc32c

from twin_bus.binary_columns import joined, lengths, longs

# Base offset, length, epoch of the partition's leader, format and checksum; then what the checksum
# is of: attributes, last offset, first and last time, producer, its epoch and sequence, records.
_FRONT = struct.Struct(">qiibI")
_CHECKED = struct.Struct(">hiqqqhii")
_BEHIND_LENGTH = struct.calcsize(">qi")
_FORMAT = 2
_ZSTD = 4  # attributes: a broker reads the records of such a batch at less than half the cost
_NO_EPOCH = -1
_SAME = b"\0\0"  # attributes, and how much later than the first: all are of the same time


class ColumnBatch:
    """What `AIOKafkaProducer.send_batch` asks of a `BatchBuilder`, of records that are all there.

    Args:
        tails: Key, value and headers of each record, as of `MessageColumns`.
    """

    def __init__(self, tails: pa.BinaryArray) -> None:
        self._count = len(tails)
        # Made now, while the batch before is on its way.
        self._records: bytes = zstd_encode(_records(tails), 1)
        self._time_ms = round(time.time() * 1000)
        self._producer = (-1, -1, -1)

    def record_count(self) -> int:
        """How many records it has."""
        return self._count

    def closed(self) -> bool:
        """Takes no more."""
        return True

    def append(self, **_: object) -> None:
        """Takes no more."""

    def _set_producer_state(self, number: int, epoch: int, sequence: int) -> None:
        self._producer = (number, epoch, sequence)

    def _build(self) -> bytes:
        times, count = (self._time_ms, self._time_ms), self._count
        checked = _CHECKED.pack(_ZSTD, count - 1, *times, *self._producer, count) + self._records
        size = _FRONT.size - _BEHIND_LENGTH + len(checked)
        return _FRONT.pack(0, size, _NO_EPOCH, _FORMAT, calc_crc32c(checked)) + checked


def batches(tails: pa.BinaryArray, most_bytes: int) -> Iterator[ColumnBatch]:
    """Records in batches of no more bytes, but for one that is longer by itself."""
    ends = np.cumsum(lengths(tails), dtype=np.int64)
    begin = 0
    while begin < len(tails):
        before = ends[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + most_bytes, "right")))
        yield ColumnBatch(tails.slice(begin, end - begin))
        begin = end


def _records(tails: pa.BinaryArray) -> bytes:
    places = longs(np.arange(len(tails)))
    sizes = lengths(tails) + lengths(places) + len(_SAME)
    records = joined(longs(sizes), _SAME, places, tails)
    _, ends, data = records.buffers()
    return bytes(data[: np.frombuffer(ends, np.int32)[len(records)]])
