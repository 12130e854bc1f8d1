"""Writes a dataset."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from twin_agents.historian.columns import OFFSET, PARTITION, SCHEMA, arrow_schema
from twin_agents.historian.reading import Window
from twin_ops.dataset.manifest import DataFile, sha256_of, write_manifest
from twin_ops.dataset.report import TagReport, reported
from twin_ops.dataset.thinned import as_content, counted_in
from twin_ops.errors import Usage
from twin_schemas.messages import AgentSnapshot, Measurement, Residual, SimulatedValue

if TYPE_CHECKING:
    from twin_agents.historian.thinning import Thinned
    from twin_ops.stored import Stored
    from twin_schemas.plant import Plant
    from twin_schemas.record import Record

_PIECE_NS = 6 * 3600 * 1_000_000_000
_VALUES: dict[type[Record], str] = {
    Measurement: "source_time_ns",
    SimulatedValue: "time_ns",
    Residual: "time_ns",
}
_MODEL_RATE_S = 1.0
_LEVEL = 6  # of zstd


@dataclass(frozen=True)
class Wanted:
    """What a dataset shall have.

    Attributes:
        tags: Whose measured, simulated and residual values.
        begin_ns: First time, ns since 1970-01-01 UTC.
        end_ns: Time before which it ends.
        snapshots: Whether the model's snapshots are in it, for a what-if on it.
    """

    tags: Sequence[str]
    begin_ns: int
    end_ns: int
    snapshots: bool = False


def export(
    stored: Stored, plant: Plant, wanted: Wanted, folder: Path, *, report_only: bool = False
) -> list[TagReport]:
    """Writes a dataset, whole or not at all, and reports what is missing in it.

    The same messages give the same bytes with the same version of Arrow.

    Args:
        stored: What was on the bus.
        plant: Its plant.
        wanted: What it shall have.
        folder: A new one.
        report_only: Leaves nothing there.

    Raises:
        Usage: The folder is there already or can not be made, or nothing is kept of these tags.
        HistoryUnreadable: Files of the history go while they are read.
    """
    if folder.exists():
        raise Usage(f"{folder} is there already; name a new folder")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        found = _written(stored, plant, wanted, unfinished)
        if not report_only:
            unfinished.replace(folder)
    except OSError as error:
        raise Usage(f"{folder} can not be written: {error}") from error
    finally:
        with suppress(OSError):
            shutil.rmtree(unfinished, ignore_errors=True)
    return found


def _written(stored: Stored, plant: Plant, wanted: Wanted, folder: Path) -> list[TagReport]:
    files, reports = [], []
    thinned: dict[str, Thinned] = {}
    window = Window(list(wanted.tags), wanted.begin_ns, wanted.end_ns)
    rates = {tag: max(plant.tags[tag].rate_s, _MODEL_RATE_S) for tag in wanted.tags}
    for record, time in _VALUES.items():
        path = folder / f"{record.contract.topic}.parquet"
        left_out = stored.thinned(record, window)
        files.append(_file(stored, record, window, path, counts=bool(left_out)))
        thinned |= counted_in(path, left_out)
        apart = {tag: max(rates[tag], one.longest_s) for tag, one in left_out.items()}
        reports += reported(path, record, time, window, rates | apart)
    if not any(one.messages for one in files):
        raise Usage("the history holds nothing of these tags in that time")
    if wanted.snapshots:
        path = folder / f"{AgentSnapshot.contract.topic}.parquet"
        simulation = Window(("simulation",), wanted.begin_ns, wanted.end_ns)
        files.append(_file(stored, AgentSnapshot, simulation, path))
    content = _described(stored, plant, wanted, reports)
    write_manifest(folder, content | as_content(thinned), files)
    return reports


def _file(
    stored: Stored, record: type[Record], window: Window, path: Path, *, counts: bool = False
) -> DataFile:
    offsets: dict[str, tuple[int, int]] = {}
    ids: set[int] = set()
    messages, schema = 0, arrow_schema(record, counts=counts)
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=_LEVEL) as file:
        for piece in stored.exact(record, window, _PIECE_NS, counts=counts):
            file.write_table(piece)
            messages += piece.num_rows
            ids.update(pc.unique(piece[SCHEMA]).to_pylist())
            _widen(offsets, piece)
    return DataFile(
        name=path.name,
        topic=record.contract.topic,
        messages=messages,
        sha256=sha256_of(path),
        offsets=offsets,
        schema_ids=sorted(ids),
    )


def _widen(offsets: dict[str, tuple[int, int]], piece: pa.Table) -> None:
    grouped = piece.group_by(PARTITION).aggregate([(OFFSET, "min"), (OFFSET, "max")])
    for row in grouped.to_pylist():
        first, last = row[f"{OFFSET}_min"], row[f"{OFFSET}_max"]
        known = offsets.get(str(row[PARTITION]), (first, last))
        offsets[str(row[PARTITION])] = min(first, known[0]), max(last, known[1])


def _described(
    stored: Stored, plant: Plant, wanted: Wanted, reports: Sequence[TagReport]
) -> dict[str, Any]:
    folders = stored.settings.history_folder.glob("cluster=*")
    return {
        "made": datetime.now(UTC).isoformat(),
        "begin_ns": wanted.begin_ns,
        "end_ns": wanted.end_ns,
        "code": {name: version(name) for name in ("twinbus", "pyarrow")},
        "plant": {path.name: sha256_of(path) for path in sorted(plant.files)},
        "clusters": sorted(path.name.partition("=")[2] for path in folders),
        "units": {tag: plant.tags[tag].unit for tag in wanted.tags},
        "report": [asdict(one) for one in reports],
    }
