"""One file of a spool: a line with the schemas, then a frame for each record."""

from __future__ import annotations

import functools
import io
import json
import logging
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import fastavro
from fastavro.read import SchemaResolutionError

from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

# Length and check sum of what follows, time of appending, number of the record's type.
_FRAME = struct.Struct(">IIqB")
_MOST = 16 * 1024 * 1024
Reader = tuple[type[Record], Any, Any]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kinds:
    """Types of records by their number in a file.

    The schemas stand in the file, so that a later version of the code can read it, and no
    registry is needed to write it.

    Attributes:
        records: Types that may be written.
    """

    records: tuple[type[Record], ...]

    @functools.cached_property
    def header(self) -> bytes:
        """First line of a file."""
        schemas = [[one.contract.topic, avro_schema(one)] for one in self.records]
        return json.dumps(schemas).encode() + b"\n"

    @functools.cached_property
    def _writers(self) -> dict[type[Record], tuple[int, Any]]:
        numbered = enumerate(self.records)
        return {one: (n, fastavro.parse_schema(avro_schema(one))) for n, one in numbered}

    def frame(self, record: Record, now_ns: int) -> bytes:
        """A record as it stands in a file."""
        number, schema = self._writers[type(record)]
        buffer = io.BytesIO()
        fastavro.schemaless_writer(buffer, schema, record.__dict__)
        body = buffer.getvalue()
        return _FRAME.pack(len(body), zlib.crc32(body), now_ns, number) + body

    def readers(self, header: bytes) -> list[Reader | None]:
        """Type, writer's and reader's schema by number; None for types that are gone."""
        known = {one.contract.topic: one for one in self.records}
        return [
            (known[topic], fastavro.parse_schema(written), self._writers[known[topic]][1])
            if topic in known
            else None
            for topic, written in json.loads(header)
        ]


@dataclass
class Segment:
    """What is known of a file.

    Attributes:
        file: The file.
        begin: Where its first frame begins that was not delivered.
        left: Frames from there on.
        size: Bytes in all.
    """

    file: Path
    begin: int
    left: int
    size: int

    @classmethod
    def found(cls, file: Path, offset: int) -> Segment:
        """A file of an earlier process, read from an offset on; 0 for its beginning."""
        with file.open("rb") as content:
            begin = max(offset, len(content.readline()))
            content.seek(begin)
            left = sum(1 for _ in _bodies(content))
        return cls(file, begin, left, file.stat().st_size)


@dataclass
class Frames:
    """Reads the frames of a file from a position on.

    Attributes:
        file: The file.
        ends: Where each frame ends that was taken.
    """

    file: Path
    kinds: Kinds
    position: int
    ends: list[int] = field(default_factory=list)

    def take(self, count: int) -> list[tuple[int, Record]]:
        """The next records with the times they were appended at."""
        found: list[tuple[int, Record]] = []
        with self.file.open("rb") as content:
            try:
                readers = self.kinds.readers(content.readline())
                content.seek(self.position)
                for end, time_ns, number, body in _bodies(content):
                    found.append((time_ns, _record(readers[number], body)))
                    self.ends.append(end)
                    if len(found) == count:
                        break
            except (ValueError, LookupError, TypeError, EOFError, SchemaResolutionError) as error:
                log.warning("%s: a record cannot be read: %r", self.file, error)
        return found


def _record(reader: Reader | None, body: bytes) -> Record:
    if reader is None:
        raise ValueError("the type of the record is gone")
    record, written, wanted = reader
    fields: Any = fastavro.schemaless_reader(io.BytesIO(body), written, wanted)
    return record(**fields)


def torn_tail(file: Path) -> None:
    """Cuts off what a killed process has not finished writing."""
    with file.open("rb") as content:
        end = len(content.readline())
        for end, *_ in _bodies(content):  # noqa: B007 - the last one counts
            pass
    if end < file.stat().st_size:
        os.truncate(file, end)


def _bodies(content: BinaryIO) -> Iterator[tuple[int, int, int, bytes]]:
    """Whole frames: end, time, type and body."""
    while len(head := content.read(_FRAME.size)) == _FRAME.size:
        length, check, time_ns, number = _FRAME.unpack(head)
        body = content.read(length) if length <= _MOST else b""
        if len(body) < length or zlib.crc32(body) != check:
            return
        yield content.tell(), time_ns, number, body
