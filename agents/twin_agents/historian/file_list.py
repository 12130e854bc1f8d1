"""Which files there have to be, so that one which has gone is missed."""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from twin_agents.historian.part import Part, part_at, synced

NAME = "_files.log"  # Spark and others take no file for data whose name begins like this


@dataclass(frozen=True)
class FileList:
    """Lines that say which file came, and which one was to go.

    A file is put on the list once it is there, and off the list before it goes: whenever a process
    is killed, what is on the list is there, or was lost. What is there and not on the list came
    just before a kill, or before there was a list.

    Attributes:
        folder: Of the cluster.
    """

    folder: Path

    def parts(self) -> set[Part]:
        """What is on the list; a line that was not written whole does not count."""
        found: set[Part] = set()
        try:
            lines = (self.folder / NAME).read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return found
        for line in lines.splitlines():
            sign, part = _read(line)
            if part is not None:
                (found.add if sign == "+" else found.discard)(part)
        return found

    def put(self, parts: Iterable[Part]) -> None:
        """Puts files on the list.

        Raises:
            OSError: It can not be written.
        """
        self._append("+", parts)

    def take_off(self, parts: Iterable[Part]) -> None:
        """Takes files off it; that is on the disk when it returns.

        Raises:
            OSError: It can not be written.
        """
        self._append("-", parts)
        with (self.folder / NAME).open("rb") as file:
            os.fsync(file.fileno())

    def begin_with(self, there: Iterable[Part]) -> set[Part]:
        """Puts what is there on it, writes it anew without what has gone, and gives all of it.

        Raises:
            OSError: It can not be written.
        """
        with self._alone():
            listed = self.parts() | set(there)
            unfinished = self.folder / f"{NAME}.unfinished"
            unfinished.write_text(_lines("+", listed), encoding="ascii")
            synced(unfinished)
            unfinished.replace(self.folder / NAME)
            synced(self.folder)
        return listed

    def _append(self, sign: str, parts: Iterable[Part]) -> None:
        with self._alone(), (self.folder / NAME).open("ab") as file:
            file.write(b"\n" * (file.tell() > 0) + _lines(sign, parts).encode())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """`--repair` may write beside the historian."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _lines(sign: str, parts: Iterable[Part]) -> str:
    return "".join(_line(f"{sign}{part.path}") for part in parts)


def _line(text: str) -> str:
    return f"{text} {zlib.crc32(text.encode()):08x}\n"


def _read(line: str) -> tuple[str, Part | None]:
    text, _, _ = line.rpartition(" ")
    if f"{line}\n" != _line(text):
        return "", None
    return text[0], part_at(Path(text[1:]))
