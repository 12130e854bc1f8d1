"""Reads the history; many may, while it is being written."""

from __future__ import annotations

import copy
import functools
import itertools
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from twin_agents.historian.checking import damage_in, footer_damage
from twin_agents.historian.columns import (
    LEFT_OUT,
    OFFSET,
    PARTITION,
    TIME,
    arrow_schema,
    time_column,
)
from twin_agents.historian.database import database, own_database
from twin_agents.historian.footer import Footer, footer_of
from twin_agents.historian.lines import with_lines
from twin_agents.historian.part import Part, parts_in, standing
from twin_agents.historian.rollups.rollup import SCHEMA, rollup_of
from twin_agents.historian.rollups.told import (
    MINUTE_NS,
    in_spans,
    part_of,
    put_together,
    value_column,
)
from twin_agents.historian.store.stored_file import StoreAway, StoredFile, stored_in
from twin_agents.historian.thinning import Thinned, together
from twin_bus.errors import TwinError
from twin_schemas.record import Record

_File = Path | StoredFile
_INGEST = "ingest_time_ns"
_FILES = "read_parquet($files, union_by_name=true, hive_partitioning=false, filename={})"
_WITH_COUNTS = f"FROM {_FILES.format(False)}"
_AS_THEY_ARE = f"FROM {_FILES.format(False)} SELECT COLUMNS(lambda c: c <> '{LEFT_OUT}')"


class FileGone(TwinError):
    """A file was joined with others, or dropped, after the reader had looked; look again."""


class FileBroken(TwinError):
    """A file does not say any more what was written; it has to be moved away or brought back."""


@dataclass(frozen=True)
class Window:
    """Which messages are wanted.

    Attributes:
        keys: Values of the contract's key; all where there is none.
        begin_ns: First time, ns since 1970-01-01 UTC, of the contract's own times.
        end_ns: Time before which it ends.
        known_ns: What came in later is left out; nothing is where there is none.
    """

    keys: Sequence[str]
    begin_ns: int
    end_ns: int
    known_ns: int | None = None


class Reader:
    """A contract's part of the history as tables, as it is when the reader is made.

    What is in the history's folder is read there, and in a store what is nowhere else.

    Attributes:
        record: The contract.
        parts: What is kept of it, by the folder of its cluster.
    """

    def __init__(self, folder: Path, record: type[Record]) -> None:
        self.record = record
        topic = record.contract.topic
        self._where = {c: _where(c, topic) for c in sorted(folder.glob("cluster=*"))}
        self.parts: Mapping[Path, list[Part]] = {
            cluster: standing(where) for cluster, where in self._where.items()
        }

    def written(self, cluster: str) -> dict[int, int]:
        """Offset behind the last message with a file, by partition."""
        found = (parts for path, parts in self.parts.items() if path.name == f"cluster={cluster}")
        return {part.partition: part.last + 1 for part in next(found, [])}

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last time of all that is kept; None if nothing is.

        Raises:
            FileGone: Make a new reader.
            FileBroken: A file can not be read.
        """
        found = self._times.values()
        return (min(f for f, _ in found), max(last for _, last in found)) if found else None

    def check(self, window: Window) -> None:
        """Compares the files with messages of a window with their checksums, once a process.

        Raises:
            FileGone: Make a new reader.
            FileBroken: One is damaged.
        """
        for file in self._files(window):
            _check(file)

    def thinned(self, window: Window) -> dict[str, Thinned]:
        """What was left out of the files with messages of a window, by tag.

        Raises:
            FileGone: Make a new reader.
            FileBroken: A file can not be read.
        """
        found = together(_thinned(file, self.time) for file in self._files(window))
        return {tag: one for tag, one in found.items() if not window.keys or tag in window.keys}

    def rows(self, window: Window, fresh: pa.Table | None = None) -> pa.Table:
        """Messages in the order of their times, with all fields.

        Args:
            window: Which ones.
            fresh: What the bus has behind the last written message.

        Raises:
            FileGone: Make a new reader.
            FileBroken: A file can not be read.
        """
        shown = f"SELECT * EXCLUDE ({TIME})"
        return self._ask(window, fresh, f"{shown} {self._in_order}")

    def exact(
        self, window: Window, fresh: pa.Table | None = None, *, counts: bool = False
    ) -> pa.Table:
        """The same, just as they are kept: with the time of the bus, too, and checked before.

        Args:
            window: Which ones.
            fresh: As of `rows`.
            counts: Adds how many messages are left out before each, null where none may be.

        Raises:
            FileGone: Make a new reader.
            FileBroken: A file can not be read.
        """
        shown = f"SELECT * REPLACE (epoch_ms({TIME}) AS {TIME})"  # DuckDB has no such type
        self.check(window)
        found = self._ask(window, fresh, f"{shown} {self._in_order}", counts=counts)
        return found.cast(arrow_schema(self.record, counts=counts))

    def buckets(self, window: Window, seconds: float, fresh: pa.Table | None = None) -> pa.Table:
        """Extremes and mean in spans of time, a row for each key and span with values.

        Only rows whose quality is good count, where the contract has one. What was left out of a
        thinned tag counts as the line tells it that is between what stayed (see `with_lines`).
        Columns: the key, `begin_ns`, `count`, `low`, `mean`, `high` and `last`; of several that
        are newest `last` is any.

        Where span and window are of whole minutes, hours that have a rollup are not read
        themselves; the answer is the same.

        Args:
            window: Which ones.
            seconds: Length of a span.
            fresh: As of `rows`.

        Raises:
            FileGone: Make a new reader.
            FileBroken: A file can not be read.
        """
        width = round(seconds * 1e9)
        rolled = self._rolled_up(window) if _in_minutes(window, width) else {}
        rest = self._without(rolled)
        told = rest._ask(window, fresh, in_spans(self.record, width), lines=True)  # noqa: SLF001
        asked: dict[str, Any] = {}
        with database() as asking:
            asking.register("told", told)
            parts = ""
            if rolled:
                asked = {"begin": window.begin_ns, "end": window.end_ns, "keys": list(window.keys)}
                blocks = pa.Table.from_batches(itertools.chain(*rolled.values()), SCHEMA)
                asking.register("blocks", blocks)
                parts = f"UNION ALL BY NAME FROM blocks SELECT * {part_of(self._key)}"
            return asking.sql(
                f"FROM (FROM told {parts}) {put_together(self._key, width)}", params=asked
            ).to_arrow_table()

    def _rolled_up(self, window: Window) -> dict[_File, list[pa.RecordBatch]]:
        """What the rollups of hours tell of a window's keys, of those that have a sound one."""
        found: dict[_File, list[pa.RecordBatch]] = {}
        for file in self._files(window):
            rollup = rollup_of(file) if isinstance(file, Path) else None
            if rollup:
                with suppress(OSError):  # it has gone or is damaged: the rows tell the same
                    found[file] = list(rollup.blocks(window.keys))
        return found

    def _without(self, files: Container[_File]) -> Reader:
        """A reader that has all but some files."""
        other = copy.copy(self)
        left = {file: times for file, times in self._times.items() if file not in files}
        other.__dict__["_times"] = left  # as `cached_property` keeps it
        return other

    def latest(self, window: Window, each: str) -> pa.Table:
        """The last message of everything that a field tells apart, with all fields.

        Args:
            window: Which messages.
            each: Name of the field, such as `tag`; or of several, with commas.

        Raises:
            FileGone: Make a new reader.
            FileBroken: A file can not be read.
        """
        last = f"ORDER BY {self.time} DESC, {OFFSET} DESC"
        return self._ask(
            window,
            None,
            f"SELECT * EXCLUDE ({TIME})"
            f" QUALIFY row_number() OVER (PARTITION BY {each} {last}) = 1 {self._in_order}",
        )

    @property
    def _in_order(self) -> str:
        return f"ORDER BY {self.time}, {PARTITION}, {OFFSET}"

    @property
    def _key(self) -> str:
        return self.record.contract.key

    @property
    def time(self) -> str:
        """Field with the time of a message: that of the source where there are several."""
        return time_column(self.record)

    @property
    def _came_in(self) -> str:
        """When a message was known here: as it was told, or else when the bus had it."""
        return _INGEST if _INGEST in self.record.__annotations__ else f"epoch_ns({TIME})"

    def _ask(
        self,
        window: Window,
        fresh: pa.Table | None,
        question: str,
        *,
        lines: bool = False,
        counts: bool = False,
    ) -> pa.Table:
        asked: dict[str, Any] = {"begin": window.begin_ns, "end": window.end_ns}
        asked["keys"] = list(window.keys)
        kept = self._kept(window, asked, lines=lines, counts=counts)
        chosen = (
            f"FROM (FROM fresh {kept}) SELECT *"
            f" WHERE {self.time} >= $begin AND {self.time} < $end"
            f" AND (len($keys) = 0 OR {self._key} IN (SELECT unnest($keys)))"
        )
        if window.known_ns is not None:
            chosen += f" AND {self._came_in} <= $known"
            asked["known"] = window.known_ns
        files: list[_File] = asked.get("files", [])
        asked |= {"files": [*map(str, files)]} if files else {}
        stores = {file.store for file in files if isinstance(file, StoredFile)}
        with own_database() if stores else database() as asking:
            for store in stores:
                asking.register_filesystem(store.files)
            empty = arrow_schema(self.record, counts=counts).empty_table()
            asking.register("fresh", empty if fresh is None else fresh)
            try:
                return asking.sql(f"FROM ({chosen}) {question}", params=asked).to_arrow_table()
            except duckdb.IOException as error:
                raise FileGone(str(error)) from error
            except duckdb.Error as error:
                for file in files:
                    _check(file)
                raise FileBroken(f"the history can not be read: {error}") from error

    def _kept(self, window: Window, asked: dict[str, Any], *, lines: bool, counts: bool) -> str:
        """Question for the files of a window; adds what it asks for."""
        thinned = self.thinned(window).values() if lines else ()
        longest_ns = round(max((one.longest_s for one in thinned), default=0.0) * 1e9)
        begin_ns, end_ns = window.begin_ns - longest_ns, window.end_ns + longest_ns
        files = self._files(replace(window, begin_ns=begin_ns, end_ns=end_ns))
        if not files:
            return ""
        asked["files"] = files
        if not thinned:
            return f"UNION ALL BY NAME ({_WITH_COUNTS if counts else _AS_THEY_ARE})"
        asked["longest"] = longest_ns
        told = with_lines(_FILES.format(True), self._key, self.time, value_column(self.record))
        return f"UNION ALL BY NAME ({told})"

    def _files(self, window: Window) -> list[_File]:
        times = self._times.items()
        begin_ns, end_ns = window.begin_ns, window.end_ns
        return [file for file, (first, last) in times if first < end_ns and last >= begin_ns]

    @functools.cached_property
    def _times(self) -> dict[_File, tuple[int, int]]:
        """First and last of each file: a late message is in the hour in which it came."""
        found = (
            self._where[folder][part] for folder, parts in self.parts.items() for part in parts
        )
        return {file: _times(file, self.time) for file in found}


def _in_minutes(window: Window, width_ns: int) -> bool:
    """Whether rollups can answer: they do not know when what they tell was known."""
    times = window.begin_ns, window.end_ns, width_ns
    return window.known_ns is None and not any(one % MINUTE_NS for one in times)


def _where(cluster: Path, topic: str) -> dict[Part, _File]:
    """Where each part is; what is here is not read elsewhere."""
    found: dict[Part, _File] = {file.copy.part: file for file in stored_in(cluster, topic)}
    return found | {part: cluster / part.path for part in parts_in(cluster, topic)}


def _times(file: _File, time: str) -> tuple[int, int]:
    if isinstance(file, StoredFile):
        return file.copy.first_ns, file.copy.last_ns
    if rollup := rollup_of(file):
        return rollup.head.first_ns, rollup.head.last_ns
    footer = _footer(file, time)
    return footer.first, footer.last


def _thinned(file: _File, time: str) -> Mapping[str, Thinned]:
    if isinstance(file, StoredFile) and not file.copy.is_thinned:
        return {}
    return _footer(file, time).thinned


@functools.lru_cache(maxsize=100_000)
def _footer(file: _File, time: str) -> Footer:
    """A file is never changed: what was read of it once is known."""
    with _told(file):
        if isinstance(file, Path):
            _check(file, footer_only=True)
            return footer_of(file, time)
        with file.open() as opened:
            if damage := footer_damage(opened):
                raise _broken(file, damage)
            return footer_of(opened, time)


@functools.lru_cache(maxsize=100_000)
def _check(file: _File, *, footer_only: bool = False) -> None:
    with _told(file):
        if isinstance(file, Path):
            damage = damage_in(file, footer_only=footer_only)
        else:
            damage = file.damage()
        if damage:
            raise _broken(file, damage)


@contextmanager
def _told(file: _File) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise FileGone(str(error)) from error
    except StoreAway as error:
        raise FileBroken(str(error)) from error
    except (pa.ArrowException, OSError) as error:
        raise _broken(file, str(error)) from error


def _broken(file: _File, why: str) -> FileBroken:
    name = file.shown if isinstance(file, StoredFile) else file
    return FileBroken(f"{name} is damaged: {why}; `twin history --verify` tells what to do")
