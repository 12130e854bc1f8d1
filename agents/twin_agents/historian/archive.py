"""The folder of the history: files that are there whole or not at all."""

from __future__ import annotations

import bisect
import contextlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from twin_agents.historian.checking import damage_in
from twin_agents.historian.file_list import FileList
from twin_agents.historian.joining import joined
from twin_agents.historian.part import (
    UNFINISHED,
    Part,
    missing,
    order,
    parts_in,
    standing,
    synced,
)
from twin_agents.historian.rollups.making import roll_up
from twin_agents.historian.rollups.rollup import ENDING, beside
from twin_agents.historian.store.stored_file import stored_in
from twin_agents.historian.thinning import (
    NOTHING_CHOSEN,
    NOTHING_THINNED,
    Choice,
    Thinned,
    for_footer,
)
from twin_agents.historian.writing import ROWS_IN_A_GROUP, writer
from twin_schemas.record import Record


class Damaged(OSError):
    """A file of the history has gone, or does not say any more what was written into it."""


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
    _lost: list[Part] = field(default_factory=list, init=False)
    _stored: list[Part] = field(default_factory=list, init=False)  # as it was opened
    _list: FileList = field(init=False)

    def __post_init__(self) -> None:
        self._list = FileList(self.folder)

    def open(self) -> None:
        """Looks at what is there, and what is not; removes what a killed process has left."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for unfinished in self.folder.rglob(f"*{UNFINISHED}"):
            unfinished.unlink()
        there = list(parts_in(self.folder))
        self._parts = standing(there)
        listed = self._list.begin_with(there)
        self._stored = [file.copy.part for file in stored_in(self.folder)]
        self._lost = missing(listed, [*self._parts, *self._stored])
        self._remove(listed - set(self._parts) - set(self._lost))
        rolled_up = {beside(self._path(part)) for part in self._parts}
        for rollup in set(self.folder.rglob(f"*{ENDING}")) - rolled_up:
            rollup.unlink()

    def regain(self) -> None:
        """Takes up lost files that are there again, and forgets those that are missed no more."""
        if self._lost:
            back = [part for part in self._lost if self._path(part).exists()]
            left = self._list.parts() - set(back)
            self._lost = [part for part in self._lost if part in left]
            self._parts = standing([*self._parts, *back])

    @property
    def parts(self) -> list[Part]:
        """What is kept, in the order of the messages."""
        return list(self._parts)

    def next_offsets(self) -> Mapping[str, Mapping[int, int]]:
        """Offset after the last kept message, by topic and partition."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for part in sorted(self.ever, key=lambda part: part.last):
            found[part.topic][part.partition] = part.last + 1
        return found

    @property
    def ever(self) -> list[Part]:
        """What is kept, and what was elsewhere only when it was opened."""
        return [*self._stored, *self._parts]

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
        self._list.put([part])
        bisect.insort(self._parts, part, key=order)

    def join(
        self, pieces: list[Part], by: str, choices: Mapping[str, Choice] = NOTHING_CHOSEN
    ) -> None:
        """Makes one file of the pieces of an hour, sorted by a column, then by offset.

        Args:
            pieces: Without a gap, in the order of their messages.
            by: The column.
            choices: Of which of its values only some messages stay.

        Raises:
            Damaged: One of them is, or one of the hour has gone; then all of them stay.
            OSError: If it can not be written; then the pieces stay.
        """
        one = pieces[0]
        hour = one.topic, one.partition, one.hour
        lost = [part for part in self._lost if (part.topic, part.partition, part.hour) == hour]
        for piece in [*lost, *pieces]:
            self._check(self._path(piece))
        whole = Part(one.topic, one.hour, one.partition, one.first, pieces[-1].last, whole=True)
        paths = [str(self._path(piece)) for piece in pieces]
        with self._finished(self._path(whole)) as unfinished:
            joined(paths, by, unfinished, choices)
        self._list.put([whole])
        self._parts = standing([part for part in self._parts if part not in pieces] + [whole])
        self._remove(set(pieces) - {whole})

    def roll_up(self, part: Part, record: type[Record]) -> None:
        """Writes beside a joined hour what it tells in minutes.

        Args:
            part: The hour.
            record: Its contract.

        Raises:
            OSError: It is damaged, or the rollup can not be written; then there is none.
        """
        with self._finished(beside(self._path(part))) as unfinished:
            roll_up(self._path(part), record, unfinished)

    @staticmethod
    def _check(path: Path) -> None:
        try:
            damage = damage_in(path)
        except FileNotFoundError:
            raise Damaged(f"{path} has gone") from None
        if damage:
            raise Damaged(f"{path} is damaged: {damage}")

    def drop(self, part: Part) -> None:
        """Forgets a part, and what has been lost of the hours before."""
        self._parts.remove(part)
        before = [one for one in self._lost if one.hour < part.hour]
        self._lost = [one for one in self._lost if one not in before]
        self._remove({part, *before})

    def size(self, part: Part) -> int:
        """Bytes that a part takes, with its rollup."""
        path = self._path(part)
        return sum(one.stat().st_size for one in (path, beside(path)) if one.exists())

    def _remove(self, parts: Collection[Part]) -> None:
        if parts:
            self._list.take_off(parts)
        for part in parts:
            path = self._path(part)
            path.unlink(missing_ok=True)
            if part.whole:
                beside(path).unlink(missing_ok=True)

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
        unfinished = path.with_name(path.name + UNFINISHED)
        try:
            yield unfinished
            synced(unfinished)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        synced(path.parent)
