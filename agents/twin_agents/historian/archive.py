"""The folder of the history: files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from twin_agents.historian.checking import damage_in
from twin_agents.historian.joining import joined
from twin_agents.historian.part import UNFINISHED, Part, parts_in, standing
from twin_agents.historian.thinning import (
    NOTHING_CHOSEN,
    NOTHING_THINNED,
    Choice,
    Thinned,
    for_footer,
)
from twin_agents.historian.writing import ROWS_IN_A_GROUP, writer


class Damaged(OSError):
    """A file of the history does not say any more what was written into it."""


@dataclass
class Archive:
    """Parquet files whose names say which messages they hold.

    Nothing else remembers how far it is: what has a file is kept, and a start goes on behind the
    last one. So a kill at any moment neither loses a message that the bus still has nor keeps one
    twice.

    Attributes:
        folder: Where the files are.
    """

    folder: Path
    _parts: list[Part] = field(default_factory=list, init=False)

    def open(self) -> None:
        """Looks at what is there; removes what a killed process has left."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for unfinished in self.folder.rglob(f"*{UNFINISHED}"):
            unfinished.unlink()
        there = list(parts_in(self.folder))
        self._parts = standing(there)
        for replaced in set(there) - set(self._parts):
            self._path(replaced).unlink()

    @property
    def parts(self) -> list[Part]:
        """What is kept, in the order of the messages."""
        return list(self._parts)

    def next_offsets(self) -> Mapping[str, Mapping[int, int]]:
        """Offset after the last kept message, by topic and partition."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for part in self._parts:
            found[part.topic][part.partition] = part.last + 1
        return found

    def add(
        self, part: Part, table: pa.Table, thinned: Mapping[str, Thinned] = NOTHING_THINNED
    ) -> None:
        """Keeps messages; they are on the disk when it returns.

        Args:
            part: Which they are.
            table: With a row for each.
            thinned: What was left out of them before.

        Raises:
            OSError: If they can not be written; then nothing of them is there.
        """
        self._write(part, table, thinned)
        self._parts.append(part)

    def join(
        self, pieces: list[Part], by: str, choices: Mapping[str, Choice] = NOTHING_CHOSEN
    ) -> None:
        """Makes one file of the pieces of an hour, sorted by a column, then by offset.

        Args:
            pieces: Without a gap, in the order of their messages.
            by: The column.
            choices: Of which of its values only some messages stay.

        Raises:
            Damaged: One of them is, or has gone; then all of them stay.
            OSError: If it can not be written; then the pieces stay.
        """
        for piece in pieces:
            self._check(self._path(piece))
        one = pieces[0]
        whole = Part(one.topic, one.hour, one.partition, one.first, pieces[-1].last, whole=True)
        paths = [str(self._path(piece)) for piece in pieces]
        with self._finished(self._path(whole)) as unfinished:
            joined(paths, by, unfinished, choices)
        self._parts = standing([part for part in self._parts if part not in pieces] + [whole])
        for piece in set(pieces) - {whole}:
            self._path(piece).unlink()

    @staticmethod
    def _check(path: Path) -> None:
        try:
            damage = damage_in(path)
        except FileNotFoundError:
            damage = "it has gone"
        if damage:
            raise Damaged(f"{path} is damaged: {damage}")

    def drop(self, part: Part) -> None:
        """Forgets a part."""
        self._parts.remove(part)
        self._path(part).unlink(missing_ok=True)

    def size(self, part: Part) -> int:
        """Bytes that a part takes."""
        return self._path(part).stat().st_size

    def _path(self, part: Part) -> Path:
        return self.folder / part.path

    def _write(self, part: Part, table: pa.Table, thinned: Mapping[str, Thinned]) -> None:
        path = self._path(part)
        with self._finished(path) as unfinished, writer(unfinished, table.schema) as file:
            file.write_table(table, row_group_size=ROWS_IN_A_GROUP)
            if thinned:
                file.add_key_value_metadata(for_footer(thinned))

    @contextlib.contextmanager
    def _finished(self, path: Path) -> Iterator[Path]:
        """Where to write a file that gets its name, and outlives a power cut, once it is whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(UNFINISHED)
        try:
            yield unfinished
            _sync(unfinished)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
