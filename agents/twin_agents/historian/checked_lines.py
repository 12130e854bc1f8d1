"""A file of lines of which a torn one does not count."""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from twin_agents.historian.part import synced


@dataclass(frozen=True)
class CheckedLines:
    """Lines with a checksum each, which several processes may append to.

    Attributes:
        path: Of the file, whose folder is there.
    """

    path: Path

    def read(self) -> Iterator[str]:
        """Lines that are whole; none where there is no file."""
        try:
            lines = self.path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return
        for line in lines.splitlines():
            text, _, _ = line.rpartition(" ")
            if f"{line}\n" == _line(text):
                yield text

    def append(self, lines: Iterable[str], *, at_once: bool = False) -> None:
        """Adds lines.

        Args:
            lines: In ASCII.
            at_once: Whether they are on the disk when it returns.

        Raises:
            OSError: They can not be written.
        """
        with self.alone(), self.path.open("ab") as file:
            file.write(b"\n" * (file.tell() > 0) + "".join(map(_line, lines)).encode())
            if at_once:
                file.flush()
                os.fsync(file.fileno())

    def replace(self, lines: Iterable[str]) -> None:
        """Writes the file anew, in one step; who reads before has to hold `alone`.

        Raises:
            OSError: It can not be written.
        """
        unfinished = self.path.with_name(f"{self.path.name}.unfinished")
        unfinished.write_text("".join(map(_line, lines)), encoding="ascii")
        synced(unfinished)
        unfinished.replace(self.path)
        synced(self.path.parent)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keeps others from appending: `--repair` may write beside the historian."""
        descriptor = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _line(text: str) -> str:
    return f"{text} {zlib.crc32(text.encode()):08x}\n"
