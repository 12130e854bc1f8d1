"""Many messages of one topic as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pyarrow as pa

from twin_bus.binary_columns import joined, longs, sized
from twin_bus.ports import Header


@dataclass(frozen=True)
class MessageColumns:
    """Messages of one topic with the same headers, in their order.

    Attributes:
        topic: Where they go.
        keys: Key of each message.
        tails: Key, value and headers of each, as in a record of Kafka's message format 2.
    """

    topic: str
    keys: pa.BinaryArray
    tails: pa.BinaryArray

    @classmethod
    def of(
        cls, topic: str, keys: pa.Array, values: pa.BinaryArray, headers: Sequence[Header]
    ) -> MessageColumns:
        """Messages of keys, texts or bytes, and values."""
        told = _long(len(headers)) + b"".join(_sized(k.encode()) + _sized(v) for k, v in headers)
        return cls(topic, keys.cast(pa.binary()), joined(sized(keys), sized(values), told))

    def __len__(self) -> int:
        return len(self.keys)

    def slice(self, begin: int, count: int) -> Self:
        """So many of them from one on, without copying them."""
        keys, tails = (column.slice(begin, count) for column in (self.keys, self.tails))
        return replace(self, keys=keys, tails=tails)


def _sized(value: bytes) -> bytes:
    return _long(len(value)) + value


def _long(value: int) -> bytes:
    return bytes(longs(np.array([value]))[0].as_py())
