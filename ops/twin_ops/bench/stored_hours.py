"""Hours of a made-up history, as the historian joins them, however many tags they have."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from twin_agents.historian.columns import OFFSET, PARTITION, SCHEMA, TIME, arrow_schema
from twin_agents.historian.part import UNFINISHED, Part
from twin_agents.historian.writing import ROWS_IN_A_GROUP, writer
from twin_schemas.messages import Measurement, SimulatedValue
from twin_schemas.record import Record

_NS, _HOUR = 1_000_000_000, 3_600
FIRST_HOUR = 490_000  # since 1970-01-01 UTC
SERIES: tuple[type[Record], ...] = (Measurement, SimulatedValue)
_TAGS_AT_ONCE = 100  # in memory: 360,000 rows
_SAME = {"unit": "kg/s", "quality": "good", "origin": "plant", "run_id": "run-1"}
_TIMES = ("source_time_ns", "server_time_ns", "ingest_time_ns", "time_ns")
_HELD = {
    SimulatedValue.contract.topic: 4
}  # s; without it a week of 5,000 tags would not fit a small disk


def tag_name(number: int) -> str:
    """Of the n-th tag."""
    return f"FT-{number:05}"


@dataclass(frozen=True)
class StoredHours:
    """Writes joined hours of tags at 1 Hz, a slice of the tags at a time.

    Values walk at random: they can be compressed as badly as a plant's.

    Attributes:
        folder: Of a cluster in the history's folder.
        tags: How many.
    """

    folder: Path
    tags: int

    def write(self, record: type[Record], number: int) -> Part:
        """Writes one hour of a contract, unless it is there.

        Args:
            record: The contract.
            number: Of the hour in the history.
        """
        rows = self.tags * _HOUR
        first, topic = number * rows, record.contract.topic
        part = Part(topic, FIRST_HOUR + number, 0, first, first + rows - 1, whole=True)
        path = self.folder / part.path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(UNFINISHED)
            with writer(unfinished, arrow_schema(record)) as file:
                for table in self._slices(record, number):
                    file.write_table(table, row_group_size=ROWS_IN_A_GROUP)
            unfinished.replace(path)
        return part

    def _slices(self, record: type[Record], number: int) -> Iterator[pa.Table]:
        generator, schema = np.random.default_rng(number), arrow_schema(record)
        for first in range(0, self.tags, _TAGS_AT_ONCE):
            tags = min(_TAGS_AT_ONCE, self.tags - first)
            columns = _columns(schema, number, tags) | {
                "tag": pa.concat_arrays([
                    pa.repeat(tag_name(first + one), _HOUR) for one in range(tags)
                ]),
                "value": pa.array(
                    _walk(generator, tags * _HOUR, _HELD.get(record.contract.topic, 1))
                ),
                OFFSET: pa.array(np.arange(tags * _HOUR) + (number * self.tags + first) * _HOUR),
            }
            yield pa.table([columns[name] for name in schema.names], schema=schema)


def _walk(generator: np.random.Generator, rows: int, held: int) -> NDArray[np.float64]:
    """Values that change after so many rows each."""
    steps = generator.normal(size=-(-rows // held)).cumsum() / _HOUR
    return np.repeat(20.0 + steps, held)[:rows]


@functools.lru_cache(maxsize=4)
def _columns(schema: pa.Schema, number: int, tags: int) -> dict[str, pa.Array]:
    """Those that are the same for every slice of an hour; what says nothing is empty or 0."""
    rows = tags * _HOUR
    seconds = np.tile(np.arange(_HOUR, dtype=np.int64), tags) + (FIRST_HOUR + number) * _HOUR
    known = {name: pa.array(seconds * _NS) for name in _TIMES}
    known |= {TIME: pa.array(seconds * 1_000), "sequence": pa.array(seconds - FIRST_HOUR * _HOUR)}
    return {
        field.name: known[field.name].cast(field.type)
        if field.name in known
        else _repeated(field, rows)
        for field in schema
    }


def _repeated(field: pa.Field, rows: int) -> pa.Array:
    said = {PARTITION: 0, SCHEMA: 1, **_SAME}.get(
        field.name, "" if field.type == pa.string() else 0
    )
    return pa.repeat(pa.scalar(said).cast(field.type), rows)
