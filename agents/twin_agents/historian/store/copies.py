"""Which copies are in a store, as the history's own folder knows it."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from twin_agents.historian.checked_lines import CheckedLines
from twin_agents.historian.part import Part
from twin_agents.historian.store.copy import Copy, copy_at

_URL = "url "


@dataclass(frozen=True)
class Copies:
    """Lines that say which copies are known to be good, in one store.

    So a question needs no listing of the store, and a start needs no store. A copy is put on it
    once it was read back, and taken off before it goes.

    Attributes:
        folder: Of the cluster.
        url: Of the store; another one has a list of its own.
    """

    folder: Path
    url: str

    @property
    def path(self) -> Path:
        """Of the list; it names no data file, by what Spark and others take for one."""
        return self.folder / f"_stored-{zlib.crc32(self.url.encode()):08x}.log"

    def known(self) -> Mapping[Part, Copy]:
        """What is on it."""
        return _known(*_state(self.path))

    def put(self, copy: Copy) -> None:
        """Puts one on it; that is on the disk when it returns.

        Raises:
            OSError: It can not be written.
        """
        CheckedLines(self.path).append([f"+{copy.name}"], at_once=True)

    def take_off(self, copies: Iterable[Copy]) -> None:
        """Takes some off it; that is on the disk when it returns.

        Raises:
            OSError: It can not be written.
        """
        CheckedLines(self.path).append([f"-{one.name}" for one in copies], at_once=True)

    def begin_with(self, there: Iterable[Copy]) -> None:
        """Writes it anew.

        Raises:
            OSError: It can not be written.
        """
        CheckedLines(self.path).replace([_URL + self.url, *(f"+{one.name}" for one in there)])


def copies_in(folder: Path) -> Iterator[Copies]:
    """The lists in the folder of a cluster: one for each store that it ever had."""
    for path in sorted(folder.glob("_stored-*.log")):
        url = next(CheckedLines(path).read(), "")
        if url.startswith(_URL):
            yield Copies(folder, url.removeprefix(_URL))


def _state(path: Path) -> tuple[Path, int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return path, 0, 0
    return path, found.st_size, found.st_mtime_ns


@functools.lru_cache(maxsize=64)
def _known(path: Path, _size: int, _changed: int) -> dict[Part, Copy]:
    found: dict[Part, Copy] = {}
    for line in CheckedLines(path).read():
        copy = copy_at(line[1:])
        if copy is None:
            continue
        if line[0] == "+":
            found[copy.part] = copy
        elif found.get(copy.part) == copy:
            del found[copy.part]
    return found
