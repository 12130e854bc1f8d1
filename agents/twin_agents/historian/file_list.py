"""Which files there have to be, so that one which has gone is missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from twin_agents.historian.checked_lines import CheckedLines
from twin_agents.historian.part import Part, part_at

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

    @property
    def _lines(self) -> CheckedLines:
        return CheckedLines(self.folder / NAME)

    def parts(self) -> set[Part]:
        """What is on the list; a line that was not written whole does not count."""
        found: set[Part] = set()
        for line in self._lines.read():
            part = part_at(Path(line[1:]))
            if part is not None:
                (found.add if line[0] == "+" else found.discard)(part)
        return found

    def put(self, parts: Iterable[Part]) -> None:
        """Puts files on the list.

        Raises:
            OSError: It can not be written.
        """
        self._lines.append(_signed("+", parts))

    def take_off(self, parts: Iterable[Part]) -> None:
        """Takes files off it; that is on the disk when it returns.

        Raises:
            OSError: It can not be written.
        """
        self._lines.append(_signed("-", parts), at_once=True)

    def begin_with(self, there: Iterable[Part]) -> set[Part]:
        """Puts what is there on it, writes it anew without what has gone, and gives all of it.

        Raises:
            OSError: It can not be written.
        """
        with self._lines.alone():
            listed = self.parts() | set(there)
            self._lines.replace(_signed("+", listed))
        return listed


def _signed(sign: str, parts: Iterable[Part]) -> Iterator[str]:
    return (f"{sign}{part.path}" for part in parts)
