"""`twin bench`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.progress import Progress

from twin_ops.bench.line import BenchLine
from twin_ops.cli.output import err, show_rows
from twin_ops.kafka.prepare import prepare_kafka
from twin_ops.kafka.throwaway import throwaway_broker
from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
app = typer.Typer(no_args_is_help=True, help="Speed, as ratios against a baseline in one run.")
_COLUMNS = ("name", "value>", "unit", "baseline>", "ratio>")


def _show(lines: Iterable[BenchLine], *, as_json: bool) -> None:
    with err.status("Measuring"):
        rows = [asdict(one) for one in lines]
    show_rows(_COLUMNS, rows, as_json=as_json)


@app.command()
def bus(as_json: Json = False) -> None:
    """Agent runtime against a bare aiokafka and fastavro loop, on a broker of its own.

    Examples: `twin bench bus`, `twin bench bus --json`
    """
    from twin_ops.bench.bus import bench_bus

    with throwaway_broker(prepare_kafka(load_settings(), err)) as kafka:
        _show(asyncio.run(bench_bus(kafka)), as_json=as_json)


@app.command()
def alarms(as_json: Json = False) -> None:
    """A flood of 1,000 alarms in 10 s among 10,000 values a second, against a bare loop.

    Examples: `twin bench alarms`, `twin bench alarms --json`
    """
    from twin_ops.bench.alarms import bench_alarms

    with throwaway_broker(prepare_kafka(load_settings(), err)) as kafka:
        _show(asyncio.run(bench_alarms(kafka)), as_json=as_json)


@app.command()
def model(as_json: Json = False) -> None:
    """The model's speed against real time.

    Examples: `twin bench model`, `twin bench model --json`
    """
    from twin_ops.bench.model import bench_model

    _show(bench_model(plant_of(load_settings())), as_json=as_json)


@app.command()
def whatif(
    as_json: Json = False,
    minutes: Annotated[int, typer.Option(help="How far ahead.", min=1, max=120)] = 30,
) -> None:
    """A what-if of the plant against the bare integration of the same equations.

    It builds the model first, which takes ten seconds for the whole plant, and needs no twin.

    Examples: `twin bench whatif`, `twin bench whatif --minutes 10 --json`
    """
    from twin_ops.bench.whatif import bench_whatif

    _show(bench_whatif(plant_of(load_settings()), 60.0 * minutes), as_json=as_json)


@app.command()
def opcua(as_json: Json = False) -> None:
    """The OPC UA adapter against a bare loop of asyncua and aiokafka, on a broker of its own.

    What one core takes from an encrypted link to the bus, by CPU time. It takes about a minute.

    Examples: `twin bench opcua`, `twin bench opcua --json`
    """
    from twin_ops.bench.opcua.throughput import bench_opcua

    with throwaway_broker(prepare_kafka(load_settings(), err)) as kafka:
        _show(asyncio.run(bench_opcua(kafka)), as_json=as_json)


@app.command()
def exchange(as_json: Json = False) -> None:
    """The exchange against a bare web application, on a broker of its own.

    JSON supply, reads of a tag's latest value, and 500 clients that watch 200 tags each, ten slow
    ones beside them. It takes about three minutes.

    Examples: `twin bench exchange`, `twin bench exchange --json`
    """
    from twin_ops.bench.exchange.bench import STEPS, bench_exchange

    with (
        throwaway_broker(prepare_kafka(load_settings(), err)) as kafka,
        Progress(console=err, transient=True) as progress,
    ):
        task = progress.add_task("Measuring", total=STEPS)
        rows = [asdict(one) for one in bench_exchange(kafka, lambda: progress.advance(task))]
    show_rows(_COLUMNS, rows, as_json=as_json)


@app.command()
def screen(
    as_json: Json = False,
    tags: Annotated[int, typer.Option(help="Made-up tags; 0 for those of the plant.", min=0)] = 0,
) -> None:
    """What the screen loads, how fast it is seen and panned, and how old a value is in it.

    Against what is promised: 300 ms to the browser, 2 s to the first view, 60 pictures a second,
    600 kB before anything in three dimensions, whose making takes 3 s and 20 MB. It needs a running
    twin and a Chromium; with `--tags` it has a broker and a made-up plant of its own instead, of
    which an area with 500 tags and 500 other elements is on the screen. Its tags have ten turns in
    a second, and then change all at once.

    Examples: `twin bench screen`, `twin bench screen --tags 5000 --json`
    """
    from twin_ops.bench.crowd import bench_crowd
    from twin_ops.bench.screen import bench_screen

    if tags:
        with throwaway_broker(prepare_kafka(load_settings(), err)) as kafka:
            _show(bench_crowd(kafka, tags), as_json=as_json)
        return
    _show(bench_screen(load_settings()), as_json=as_json)


@app.command()
def history(
    as_json: Json = False,
    hours: Annotated[int, typer.Option(help="Length of the history.", min=1)] = 168,
    days: Annotated[int | None, typer.Option(help="The same in days.", min=1)] = None,
    tags: Annotated[int, typer.Option(help="Tags that it has, at 1 Hz.", min=20)] = 40,
    keep: Annotated[
        Path | None, typer.Option(help="Folder for the history, which stays for further runs.")
    ] = None,
) -> None:
    """A trend of 20 tags over a week in 600 spans, and a moment of all, against bare DuckDB.

    The history is written first, measured and simulated values and their rollups, into a temporary
    folder; that takes a minute or two and 320 MB, for 5,000 tags an hour or two and 40 GB.

    Examples: `twin bench history`, `twin bench history --days 7 --tags 5000 --keep week`
    """
    from twin_ops.bench.history import bench_history, bytes_of, fill

    hours = hours if days is None else 24 * days
    with TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        err.print(f"It takes {bytes_of(hours, tags) / 1e9:.1f} GB in {folder}.")
        with Progress(console=err, transient=True) as progress:
            task = progress.add_task("Writing a history", total=hours)
            fill(folder, hours, tags, lambda: progress.advance(task))
        _show(bench_history(folder, hours, tags), as_json=as_json)


@app.command()
def replay(as_json: Json = False) -> None:
    """The replay at once against kcat that pipes the same, and how late it is at its own pace.

    A minute of 5,000 messages a second, on a broker of its own; Debian's kcat is needed.

    Examples: `twin bench replay`, `twin bench replay --json`
    """
    from twin_ops.bench.replay import bench_replay

    broker = prepare_kafka(load_settings(), err)
    with throwaway_broker(broker) as kafka, TemporaryDirectory() as folder:
        _show(asyncio.run(bench_replay(kafka, Path(folder))), as_json=as_json)
