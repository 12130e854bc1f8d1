"""Which partition a message goes to."""

from __future__ import annotations

import functools

from aiokafka.partitioner import DefaultPartitioner

_partitioner = DefaultPartitioner()


@functools.lru_cache(65_536)
def partition_of(key: bytes, partitions: int) -> int:
    """Partition of a key, the same as Java's clients choose."""
    numbers = list(range(partitions))
    return int(_partitioner(key, numbers, numbers))
