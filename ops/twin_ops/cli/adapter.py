"""`twin adapter`: the adapter between the plant and the bus."""

from __future__ import annotations

import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from twin_ops.cli.output import err, print_json, show_rows
from twin_ops.errors import FAILED, Usage
from twin_ops.kafka.prepare import prepare_kafka
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
app = typer.Typer(no_args_is_help=True, help="The adapter between the plant and the bus.")
_COLUMNS = ("trial", "does", "seen", "result", "seconds>")


@app.callback()
def adapter() -> None:
    """The adapter between the plant and the bus."""


@app.command("list")
def list_adapters(as_json: Json = False) -> None:
    """Show which adapters there are, from which package, and which is in use.

    `TWIN_ADAPTER` chooses one.

    Examples: `twin adapter list`, `twin adapter list --json`
    """
    from twin_ops.adapter_choice import installed_adapters

    rows = [asdict(row) for row in installed_adapters(load_settings())]
    shown = rows if as_json else [row | {"in_use": "yes" if row["in_use"] else ""} for row in rows]
    show_rows(("name", "package", "in_use", "lacks"), shown, as_json=as_json)


@app.command()
def browse(
    protocol: Annotated[
        str,
        typer.Option(
            help="opcua and sparkplug ask the plant; modbus and mqtt lay out the description."
        ),
    ] = "opcua",
    url: Annotated[
        str, typer.Option(help="OPC UA server or MQTT broker; the instance's if none.")
    ] = "",
    seconds: Annotated[
        float, typer.Option(min=0.1, max=3600, help="How long edge nodes are listened to.")
    ] = 5.0,
    out_file: Annotated[
        Path | None, typer.Option("--out", help="Write the draft of a tag map there.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a draft of a tag map: of what a server has, or of the plant description.

    Nodes whose names are a tag's, whatever case and punctuation, get that tag; the rest is listed.
    Edge nodes of Sparkplug that say something within `--seconds` are asked for their births.
    `--json` prints one variable a line: node, path, type, unit, access, tag.

    Examples: `twin adapter browse --out map.yaml`, `twin adapter browse --protocol modbus`,
    `twin adapter browse --protocol sparkplug --url mqtt://broker:1883 --seconds 30`
    """
    from twin_ops.browsing import draft_of, variables_of

    settings = load_settings()
    if as_json:
        for variable in variables_of(settings, protocol, url, seconds):
            print_json(asdict(variable))
        return
    draft = draft_of(settings, protocol, url, seconds)
    if out_file is None:
        sys.stdout.write(draft)
    else:
        try:
            out_file.write_text(draft)
        except OSError as error:
            raise Usage(f"--out {out_file}: {error.strerror}") from error
        err.print(f"the draft is in {out_file}; TWIN_TAG_MAP={out_file} uses it")


@app.command()
def torture(as_json: Json = False) -> None:
    """Break the link to a plant in every way we know, and see what the adapter tells of it.

    It runs by itself: a server over TCP behind a proxy that is cut, and a Kafka broker that is
    killed, on ports and in folders of their own. It takes about two minutes. The exit code is 0 if
    every trial passes, else 4.

    Examples: `twin adapter torture`, `twin adapter torture --json`
    """
    from twin_ops.torture.run import NAMES, run_trials

    broker = prepare_kafka(load_settings(), err)
    for noisy in ("asyncua", "aiokafka"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    outcomes = []
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(NAMES[0], total=len(NAMES))
        for outcome in run_trials(broker):
            outcomes.append(outcome)
            following = (*NAMES, "")[len(outcomes)]
            progress.update(task, advance=1, description=following)
            if as_json:
                print_json(asdict(outcome))
    if not as_json:
        show_rows(_COLUMNS, [asdict(outcome) for outcome in outcomes])
    failed = [outcome.trial for outcome in outcomes if outcome.result != "pass"]
    if failed:
        err.print(f"{len(failed)} of {len(outcomes)} failed: {', '.join(failed)}")
        raise typer.Exit(FAILED)
