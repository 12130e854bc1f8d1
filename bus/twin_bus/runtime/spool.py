"""A queue of records on disk: in order, bounded, and still there after a kill -9."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

from twin_bus.runtime.segment import Frames, Kinds, Segment, torn_tail
from twin_schemas.record import Record

log = logging.getLogger(__name__)
_SEGMENTS = 16
Waiting = tuple[int, Record]


@dataclass
class Spool:
    """Files of frames, oldest first; one is dropped as a whole when there are too many bytes.

    What is appended is in the operating system's hands when `append` returns: it outlives the
    process, but the last of it not a power cut. What was delivered and not yet noted when the
    process was killed comes again.

    Attributes:
        folder: Its own folder.
        kinds: Records that it may hold.
        limit: Most bytes on disk.
        dropped: Records lost since the start: dropped because there were too many, or unreadable.
    """

    folder: Path
    kinds: Kinds
    limit: int
    dropped: int = 0
    _segments: list[Segment] = field(default_factory=list, init=False)
    _file: FileIO | None = field(default=None, init=False)
    _position: int = field(default=0, init=False)
    _read: Frames | None = field(default=None, init=False)

    def __len__(self) -> int:
        return sum(segment.left for segment in self._segments)

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(segment.size for segment in self._segments)

    def open(self) -> None:
        """Finds what an earlier process has left; half a record at the end is cut off.

        Raises:
            OSError: If the folder cannot be used.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, offset = self._noted()
        for file in sorted(self.folder.glob("*.records")):
            if int(file.stem) < number:
                file.unlink()
                continue
            torn_tail(file)
            begin = offset if int(file.stem) == number else 0
            self._segments.append(Segment.found(file, begin))
        self._position = self._segments[0].begin if self._segments else 0
        self._forget_empty()

    def append(self, records: Sequence[Record], now_ns: int) -> None:
        """Adds records at the end.

        Raises:
            OSError: If the disk does not take them; then none of them is kept.
        """
        content = b"".join(self.kinds.frame(record, now_ns) for record in records)
        file, segment = self._last_segment()
        try:
            _write(file, content)
        except OSError:
            os.truncate(segment.file, segment.size)
            file.seek(segment.size)
            raise
        segment.left += len(records)
        segment.size += len(content)
        while self.size > self.limit and len(self._segments) > 1:
            self._drop_oldest()

    def peek(self, count: int) -> list[Waiting]:
        """The oldest records, with the times they were appended at; `advance` removes them."""
        found: list[Waiting] = []
        while self._segments and not found:
            frames = Frames(self._segments[0].file, self.kinds, self._position)
            found = frames.take(count)
            self._read = frames
            if not found:
                self._unreadable()
        return found

    def advance(self, count: int) -> None:
        """Removes the oldest records, which `peek` has given last."""
        if self._read is None or not self._segments or count <= 0:
            return
        segment = self._segments[0]
        if segment.file != self._read.file:
            return  # dropped in the meantime
        self._position = self._read.ends[count - 1]
        segment.left -= count
        self._forget_empty()
        self._note()

    def _unreadable(self) -> None:
        lost = self._segments[0].left
        if lost > 0:
            self.dropped += lost
            log.error("%s: %d records cannot be read", self._segments[0].file, lost)
        self._segments[0].left = 0
        self._forget_empty()

    def _last_segment(self) -> tuple[FileIO, Segment]:
        full = not self._segments or self._segments[-1].size > self.limit // _SEGMENTS
        if self._file is None or full:
            if self._file is not None:
                self._file.close()
            last = int(self._segments[-1].file.stem) if self._segments else self._noted()[0]
            file = self.folder / f"{last + 1:08}.records"
            self._file = file.open("wb", buffering=0)
            _write(self._file, self.kinds.header)
            size = len(self.kinds.header)
            self._segments.append(Segment(file, begin=size, left=0, size=size))
            if len(self._segments) == 1:
                self._position = size
        return self._file, self._segments[-1]

    def _drop_oldest(self) -> None:
        oldest = self._segments.pop(0)
        self.dropped += oldest.left
        log.warning(
            "%d records are dropped: %d bytes wait on disk, more than %d are not kept",
            *(oldest.left, self.size + oldest.size, self.limit),
        )
        oldest.file.unlink()
        self._position = self._segments[0].begin
        self._note()

    def _forget_empty(self) -> None:
        while self._segments and self._segments[0].left <= 0:
            gone = self._segments.pop(0)
            if not self._segments and self._file is not None:
                self._file.close()
                self._file = None
            gone.file.unlink(missing_ok=True)
            self._position = self._segments[0].begin if self._segments else 0
            self._note(int(gone.file.stem) + 1)

    def _noted(self) -> tuple[int, int]:
        try:
            noted = json.loads((self.folder / "position.json").read_text())
            return int(noted["segment"]), int(noted["offset"])
        except (OSError, ValueError, LookupError, TypeError):
            return 0, 0

    def _note(self, number: int = 0) -> None:
        first = int(self._segments[0].file.stem) if self._segments else number
        part = self.folder / "position.part"
        part.write_text(json.dumps({"segment": first, "offset": self._position}))
        part.replace(self.folder / "position.json")


def _write(file: FileIO, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def spool_in(folder: Path, records: Iterable[type[Record]], limit: int) -> Spool:
    """A spool in a folder, with what an earlier process has left in it.

    Raises:
        OSError: If the folder cannot be used.
    """
    made = Spool(folder, Kinds(tuple(records)), limit)
    made.open()
    return made
