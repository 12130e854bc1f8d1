"""Files of recorded measurements."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from twin_bus.errors import TwinError
from twin_plc_adapters.reading import Reading
from twin_plc_adapters.replay.tables import is_table, rows_of
from twin_schemas.plant import Tag
from twin_schemas.units import UnitError, convert
from twin_schemas.vocabulary import Quality

_SHOWN = 5


class BadRecording(TwinError):
    """A file is no recording, or not one of this plant; names the lines."""


@dataclass(frozen=True)
class Recorded:
    """One measurement of a recording.

    Attributes:
        at_ns: When the adapter of then had it.
        tag: Which tag.
        reading: What it was, with its times.
        late: Whether it was late then.
    """

    at_ns: int
    tag: str
    reading: Reading
    late: bool


def read_recording(path: Path, tags: Mapping[str, Tag]) -> list[Recorded]:
    """The measurements of a file, in the order in which they came.

    JSON lines as `twin tail plant.measurement --json` prints them, or CSV (`.csv`) with the same
    names in its first line: `tag`, `value`, `unit`, `quality`, `source_time_ns` and
    `ingest_time_ns`, and if they are there `reason`, `server_time_ns` and `late`. Or Parquet
    (`.parquet`) with these columns, or a folder of such files, as `twin export` writes it; files of
    other contracts are left out.

    Args:
        path: The file or folder.
        tags: Tags of the plant, to whose units values are converted.

    Raises:
        BadRecording: If the file cannot be read, has mistakes, or has nothing.
    """
    found, wrong = [], []
    try:
        for place, row in rows_of(path) if is_table(path) else _rows(path):
            try:
                found.append(_recorded(_fields(row), tags))
            except (ValueError, TypeError) as error:
                wrong.append(f"{place}: {error}")
    except (OSError, ValueError, csv.Error) as error:
        raise BadRecording(f"{path} cannot be read: {error}") from error
    if wrong:
        more = f"\nand {len(wrong) - _SHOWN} more lines" if len(wrong) > _SHOWN else ""
        raise BadRecording("\n".join(wrong[:_SHOWN]) + more)
    if not found:
        raise BadRecording(f"{path} has no measurement")
    return sorted(found, key=lambda recorded: recorded.at_ns)


def _rows(path: Path) -> Iterator[tuple[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            rows = csv.DictReader(file)
            for row in rows:
                yield f"{path.name}:{rows.line_num}", row
            return
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"{path.name}:{number}", line


def _fields(row: Any) -> dict[str, Any]:
    found = json.loads(row) if isinstance(row, str) else row
    if not isinstance(found, dict):
        raise TypeError("it is no object")
    return found


def _recorded(fields: Mapping[str, Any], tags: Mapping[str, Tag]) -> Recorded:
    tag = str(_field(fields, "tag"))
    if tag not in tags:
        raise ValueError(f"the plant description has no tag {tag}")
    quality = _field(fields, "quality")
    if quality not in get_args(Quality):
        raise ValueError(f"{quality!r} is no quality")
    source = int(_field(fields, "source_time_ns"))
    reading = Reading(
        _value(_field(fields, "value"), str(_field(fields, "unit")), tags[tag].unit),
        cast("Quality", quality),
        str(fields.get("reason") or ""),
        source,
        int(fields.get("server_time_ns") or source),
    )
    late = str(fields.get("late", "")).lower() in {"true", "1"}
    return Recorded(int(_field(fields, "ingest_time_ns")), tag, reading, late)


def _field(fields: Mapping[str, Any], name: str) -> Any:
    try:
        return fields[name]
    except KeyError:
        raise ValueError(f"it has no {name}") from None


def _value(written: Any, unit: str, wanted: str) -> float:
    if written is None or written == "":
        return math.nan
    value = float(written)
    if unit == wanted:
        return value
    try:
        return convert(value, unit, wanted)
    except UnitError as error:
        raise ValueError(str(error)) from error
