"""What is known of a file in the store by its name alone."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from twin_agents.historian.footer import footer_of
from twin_agents.historian.part import Part, part_at

_PIECE = 1 << 20
_HOUR_NS = 3_600_000_000_000
_NAME = re.compile(r"(.*)\.(\d+)-(\d+)-(\d+)-([0-9a-f]{8})(-thinned)?\.parquet")


@dataclass(frozen=True)
class Copy:
    """A joined hour in the store.

    Its name says when its messages are, so that a list tells which files a question needs; and its
    size and checksum, so that one which was not written whole is none.

    Attributes:
        part: Which messages it has.
        first_ns: Least time of them, ns since 1970-01-01 UTC.
        last_ns: Greatest one.
        size: Bytes that it has.
        crc: CRC-32 of them.
        is_thinned: Whether something was left out; its footer says what.
    """

    part: Part
    first_ns: int
    last_ns: int
    size: int
    crc: int
    is_thinned: bool

    @property
    def name(self) -> str:
        """Path in the folder of its cluster, in the store."""
        path = self.part.path.with_suffix("").as_posix()
        thinned = "-thinned" if self.is_thinned else ""
        said = f"{self.first_ns}-{self.last_ns}-{self.size}-{self.crc:08x}{thinned}"
        return f"{path}.{said}.parquet"


def copy_at(name: str) -> Copy | None:
    """What a name says; None if it is no copy's."""
    match = _NAME.fullmatch(name)
    part = part_at(Path(f"{match[1]}.parquet")) if match else None
    if match is None or part is None:
        return None
    first, last, size = (int(number) for number in match.groups()[1:4])
    return Copy(part, first, last, size, int(match[5], 16), bool(match[6]))


def copy_of(path: Path, part: Part, time: str) -> Copy:
    """What the copy of a file will be.

    Args:
        path: Of the file, which is sound.
        part: Which messages it has.
        time: Its column with the times of its messages; without one its hour counts.

    Raises:
        FileNotFoundError: It is gone.
    """
    with path.open("rb") as file:
        size, crc = size_and_crc(file)
    if not time:
        return Copy(part, part.hour * _HOUR_NS, (part.hour + 1) * _HOUR_NS, size, crc, False)
    footer = footer_of(path, time)
    return Copy(part, footer.first, footer.last, size, crc, bool(footer.thinned))


def size_and_crc(file: BinaryIO) -> tuple[int, int]:
    """Of all that is left of a file."""
    size = crc = 0
    while piece := file.read(_PIECE):
        size, crc = size + len(piece), zlib.crc32(piece, crc)
    return size, crc
