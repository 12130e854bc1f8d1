"""`twin history`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twin_ops.cli import complete, result_file
from twin_ops.cli.chosen import tags_like, times_between
from twin_ops.cli.output import err, show_rows
from twin_ops.cli.span import span
from twin_ops.errors import Usage
from twin_ops.series import SERIES
from twin_ops.settings import Settings, load_settings
from twin_schemas.record import Record

if TYPE_CHECKING:
    # Arrow and DuckDB take half a second to import, which no other command needs.
    import pyarrow as pa

    from twin_agents.historian.reading import Window

Check = Annotated[
    bool, typer.Option("--verify", help="Compare all files with their checksums instead.")
]
Repair = Annotated[
    bool, typer.Option("--repair", help="Write damaged and missing ones again from the bus.")
]
AcceptLoss = Annotated[
    bool, typer.Option("--accept-loss", help="Miss no more what is missing and not mended.")
]
Iceberg = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Make it Iceberg tables in a folder instead.")
]
_BUCKETS = ("time", "tag", "count>", "low>", "mean>", "high>", "last>")


class Series(StrEnum):
    """What is asked of a tag."""

    reported = "reported"
    simulated = "simulated"
    residual = "residual"


class Format(StrEnum):
    """How it is written."""

    table = "table"
    csv = "csv"
    parquet = "parquet"


def history(
    tags: Annotated[
        list[str] | None,
        typer.Argument(metavar="TAG...", autocompletion=complete.tags, help="With * and ?."),
    ] = None,
    since: Annotated[
        str, typer.Option("--from", help="A span such as 10m, or an ISO time.")
    ] = "1h",
    until: Annotated[str, typer.Option("--to", help="The same; now without.")] = "",
    every: Annotated[
        str, typer.Option(help="Extremes and mean of each span, such as 1m; else every message.")
    ] = "",
    series: Annotated[Series, typer.Option(help="Which values.")] = Series.reported,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.table,
    into: Annotated[
        Path | None, typer.Option("--out", "-o", help="File for csv or parquet.")
    ] = None,
    check: Check = False,
    repair: Repair = False,
    accept_loss: AcceptLoss = False,
    iceberg: Iceberg = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what tags were, from the files of the history and what the bus has since.

    It can be read while the twin is down. Parquet and CSV keep every field as it was; times are
    whole nanoseconds since 1970-01-01 UTC.

    `--verify` takes no tag: it names each damaged or missing file with its contract and hour, and
    what to do; the exit code is 1 if one is neither mended nor its loss accepted.

    `--iceberg` writes tables of Apache Iceberg over the files of hours that are over, or brings
    them up to date; Trino, Spark and PyIceberg read them.

    Examples: `twin history FT-101 --from 10m`, `twin history 'TT-1*' --every 1m`,
    `twin history FT-101 --series simulated --from 2h --to 1h --format csv`,
    `twin history 'FT-*' --from 1d --format parquet --out flows.parquet`, `twin history --verify`
    """
    settings = load_settings()
    if iceberg is not None:
        _as_tables(settings, iceberg, as_json=as_json)
        return
    if check or repair or accept_loss or not tags:
        _require_alone(tags, check=check, more=repair or accept_loss)
        from twin_ops.cli.history_verify import verify

        verify(settings, repair=repair, accept_loss=accept_loss, as_json=as_json)
        return
    if form is Format.parquet and into is None:
        raise Usage("--format parquet needs a file: --out FILE.parquet")
    if into is not None:
        result_file.check(into, f".{form}")
    seconds = span("--every", every) if every else None
    found = _found(settings, SERIES[series], _window(settings, tags, since, until), seconds)
    if form is not Format.table:
        _write(found, into)
        return
    shown = [*_rows(found)]
    show_rows(_BUCKETS if every else _columns(shown), shown, as_json=as_json)


def _as_tables(settings: Settings, folder: Path, *, as_json: bool) -> None:
    from twin_ops.iceberg import write_tables

    written = write_tables(settings.history_folder, folder.absolute())
    rows = [
        {"table": one.name, "files": one.files, "messages": one.messages, "metadata": one.metadata}
        for one in written
    ]
    show_rows(("table", "files>", "messages>", "metadata"), rows, as_json=as_json)


def _require_alone(tags: list[str] | None, *, check: bool, more: bool) -> None:
    if not check:
        to_mend = "--repair and --accept-loss go with --verify"
        raise Usage(to_mend if more else "say which TAG, or --verify")
    if tags:
        raise Usage("--verify takes no tag: it checks all files")


def _window(settings: Settings, tags: Sequence[str], since: str, until: str) -> Window:
    from twin_agents.historian.reading import Window

    return Window(tags_like(settings, tags), *times_between(since, until))


def _found(
    settings: Settings, record: type[Record], window: Window, every_s: float | None
) -> pa.Table:
    from twin_ops.stored import Stored

    stored = Stored(settings, tell=err.print)
    for tag, thinned in stored.thinned(record, window).items():
        err.print(f"{tag}: {thinned.told}")
    return (
        stored.rows(record, window) if every_s is None else stored.buckets(record, window, every_s)
    )


def _rows(found: pa.Table) -> Iterator[dict[str, Any]]:
    for row in found.to_pylist():
        time_ns = next(row.pop(n) for n in ("begin_ns", "source_time_ns", "time_ns") if n in row)
        shown = {n: v for n, v in row.items() if not n.endswith("_ns") and not n.startswith("_")}
        yield {
            "time": datetime.fromtimestamp(time_ns / 1e9, UTC).isoformat("T", "milliseconds")
        } | shown


def _columns(rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    first = rows[0] if rows else {"time": "", "tag": "", "value": 0.0, "unit": "", "quality": ""}
    return tuple(f"{n}>" if isinstance(v, float | int) else n for n, v in first.items())


def _write(found: pa.Table, into: Path | None) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    if into is None:
        sys.stdout.flush()
        pyarrow.csv.write_csv(found, sys.stdout.buffer)
    elif into.suffix == ".csv":
        pyarrow.csv.write_csv(found, into)
    else:
        pyarrow.parquet.write_table(found, into, compression="zstd")
    if into is not None:
        err.print(f"{found.num_rows} rows in {into}")
