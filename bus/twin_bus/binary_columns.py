"""Columns of numbers and texts as columns of bytes, without a step for each row.

Avro and Kafka's record batches write whole numbers and lengths in the same way: zigzag, in groups
of seven bits, the least first, all but the last with a mark (Apache Avro 1.12, "Primitive types";
Apache Kafka, "Message format", varint and varlong).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Integers = npt.NDArray[np.integer[Any]]
_SEVEN = np.uint64(7)
_LOW = np.uint64(0x7F)
NOTHING = pa.scalar(b"", pa.binary())
"""What stands between bytes that are joined."""


def longs(values: Integers) -> pa.BinaryArray:
    """Bytes of each whole number, one to ten of them.

    Args:
        values: Shape (n,); with their signs they fit into 64 bits.
    """
    signed = values.astype(np.int64)
    rest = (signed.astype(np.uint64) << np.uint64(1)) ^ (signed >> 63).astype(np.uint64)
    groups = max(1, -(-int(rest.max(initial=0)).bit_length() // 7))
    found = np.empty((len(rest), groups), np.uint8)
    sizes = np.ones(len(rest), np.int32)
    for group in range(groups):
        after = rest >> _SEVEN
        more = after != 0
        found[:, group] = (rest & _LOW).astype(np.uint8) | (more.astype(np.uint8) << 7)
        sizes += more
        rest = after
    return _binary(found[np.arange(groups) < sizes[:, None]], np.cumsum(sizes, dtype=np.int32))


def doubles(values: npt.NDArray[np.float64]) -> pa.BinaryArray:
    """The eight bytes of each number of an array of shape (n,), the least first."""
    ends = np.arange(8, 8 * len(values) + 1, 8, dtype=np.int32)
    return _binary(values.astype("<f8"), ends)


def sized(values: pa.Array) -> pa.BinaryArray:
    """Each text, or each bytes, behind the length in bytes."""
    return joined(longs(lengths(values)), values.cast(pa.binary()))


def lengths(values: pa.Array) -> npt.NDArray[np.int32]:
    """Length of each text, or each bytes, in bytes."""
    found: npt.NDArray[np.int32] = pc.binary_length(values).to_numpy(zero_copy_only=False)
    return found


def joined(*parts: pa.Array | bytes) -> pa.BinaryArray:
    """Bytes of each row behind each other; a part that is no column is the same in all rows."""
    columns = [pa.scalar(p, pa.binary()) if isinstance(p, bytes) else p for p in parts]
    return pc.binary_join_element_wise(*columns, NOTHING)


def _binary(data: npt.NDArray[Any], ends: npt.NDArray[np.int32]) -> pa.BinaryArray:
    begins = np.concatenate([np.zeros(1, np.int32), ends])
    buffers = [None, pa.py_buffer(begins), pa.py_buffer(np.ascontiguousarray(data))]
    return pa.Array.from_buffers(pa.binary(), len(ends), buffers)
