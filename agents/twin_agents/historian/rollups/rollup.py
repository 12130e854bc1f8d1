"""A file beside a joined hour: what each tag told in each minute.

It is Arrow's own format, in blocks of a few tags each, with the first tag of every block in its
head: a question for a few tags reads a few kB of it. Parquet was tried: to find its groups of rows,
a reader has to parse a footer that tells of all of them, which took longer than all the rest.

It is derived: one that is missing, damaged or of other rows than its hour has is none, and rows
are read instead. So it is on no list, and in no store.
"""

from __future__ import annotations

import functools
import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from twin_agents.historian.checking import seal_of
from twin_agents.historian.rollups.told import COLUMNS
from twin_schemas.messages import Measurement, Residual, SimulatedValue
from twin_schemas.record import Record

ENDING = ".rollup"
HEAD, CRC = b"rollup", b"crc"
VERSION = 1  # of what is in a file: those of another one are made anew
ROLLED_UP: tuple[type[Record], ...] = (Measurement, SimulatedValue, Residual)
"""What is told of every tag each second."""
SCHEMA = pa.schema([pa.field("tag", pa.string()), *COLUMNS])


class RollupDamaged(OSError):
    """A rollup does not say any more what was written into it."""


@dataclass(frozen=True)
class Head:
    """What a rollup says of itself.

    Attributes:
        seal: That of the hour of which it was made.
        first_ns: Least time of the hour's messages, good or not, ns since 1970-01-01 UTC.
        last_ns: Greatest one.
        tags: The first one of each block; they are in order, also within the blocks.
        version: What is in it.
    """

    seal: tuple[int, int]
    first_ns: int
    last_ns: int
    tags: list[str]
    version: int = VERSION

    def written(self) -> dict[bytes, bytes]:
        """As metadata of a file."""
        text = json.dumps(self.__dict__).encode()
        return {HEAD: text, CRC: crc_text(zlib.crc32(text))}


@dataclass(frozen=True)
class Rollup:
    """One that is of the rows that its hour has.

    Attributes:
        path: Of the file.
        head: What it says of itself.
    """

    path: Path
    head: Head

    def blocks(self, tags: Collection[str]) -> Iterator[pa.RecordBatch]:
        """What it has of some tags, or of all if there are none, and of their neighbours.

        Raises:
            RollupDamaged: Something of that differs from what was written.
            OSError: It can not be read.
        """
        with pa.memory_map(str(self.path)) as file:
            try:
                reader = _opened(file)
                for place in self._places(tags):
                    yield _checked(*reader.get_batch_with_custom_metadata(place))
            except (pa.ArrowException, KeyError, ValueError) as error:
                raise RollupDamaged(f"{self.path} is damaged: {error}") from error

    def _places(self, tags: Collection[str]) -> Collection[int]:
        """Of the blocks; a tag with many spans may be in several."""
        firsts = self.head.tags
        if not tags:
            return range(len(firsts))
        found = set[int]()
        for tag in tags:
            found.update(range(max(bisect_left(firsts, tag) - 1, 0), bisect_right(firsts, tag)))
        return sorted(found)


def beside(hour: Path) -> Path:
    """Where the rollup of a joined hour is."""
    return hour.with_suffix(ENDING)


def rollup_of(hour: Path) -> Rollup | None:
    """The rollup of a joined hour; None if there is none of the rows that it has now."""
    try:
        return _rollup_of(hour, _state(hour), _state(beside(hour)))
    except FileNotFoundError:
        return None


@functools.lru_cache(maxsize=20_000)
def _rollup_of(hour: Path, _now: tuple[int, int], _beside: tuple[int, int]) -> Rollup | None:
    path = beside(hour)
    try:
        with pa.memory_map(str(path)) as file:
            head = _head(_opened(file).schema.metadata)
        fits = head.version == VERSION and head.seal == seal_of(hour)
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
        return None
    return Rollup(path, head) if fits else None


def _head(metadata: dict[bytes, bytes]) -> Head:
    if metadata[CRC] != crc_text(zlib.crc32(metadata[HEAD])):
        raise RollupDamaged("its head has another checksum than when it was written")
    said: dict[str, Any] = json.loads(metadata[HEAD])
    return Head(**said | {"seal": tuple(said["seal"])})


def _opened(file: pa.MemoryMappedFile) -> pa.ipc.RecordBatchFileReader:
    reader = pa.ipc.open_file(file, options=pa.ipc.IpcReadOptions(use_threads=False))
    if not reader.schema.equals(SCHEMA):
        raise RollupDamaged("its columns are others than those that were written")
    return reader


def _checked(block: pa.RecordBatch, said: dict[bytes, bytes]) -> pa.RecordBatch:
    if said[CRC] != crc_text(crc_of(block)) or any(one.null_count for one in block.columns):
        raise RollupDamaged("a block has another checksum than when it was written")
    return block


def crc_of(block: pa.RecordBatch) -> int:
    """Of its length and all that its columns hold, but for bits that say where they have none."""
    crc = len(block)
    for column in block.columns:
        for buffer in column.buffers()[1:]:
            crc = zlib.crc32(buffer, crc)
    return crc


def crc_text(crc: int) -> bytes:
    """A checksum as it is written."""
    return f"{crc:08x}".encode()


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
