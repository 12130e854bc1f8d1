"""`twin model`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from twin_ops.cli.model_backtest import backtest
from twin_ops.cli.model_follow import follow
from twin_ops.cli.moves import known, move
from twin_ops.cli.output import err, out, print_json, show_error, show_rows
from twin_ops.cli.result_file import check, plot, write
from twin_ops.cli.span import span
from twin_ops.cli.validation_table import show_lines
from twin_ops.errors import FAILED, FOUND, REFUSED, Usage
from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_simulator import ProcessModel, Run
    from twin_simulator.validation import ValidationLine

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
app = typer.Typer(no_args_is_help=True, help="The process model, without bus and plant.")
app.command()(backtest)
app.command()(follow)


@app.command()
def validate(
    as_json: Json = False,
    case: Annotated[
        str, typer.Option("--case", help="Only families whose name contains this; * is allowed.")
    ] = "*",
    plant: Annotated[
        bool, typer.Option("--plant", help="The whole plant's cases too; a minute more.")
    ] = False,
    accept_known: Annotated[
        bool, typer.Option("--accept-known", help="Deviations whose reason is known may stand.")
    ] = False,
    plots: Annotated[Path | None, typer.Option(help="Folder for pictures (SVG).")] = None,
    record: Annotated[Path | None, typer.Option("--write", help="File for the lines.")] = None,
) -> None:
    """Compare the model with published data.

    The exit code is 0 if every case is within its tolerance, else 1: a check has found something,
    it has not broken down. `known` marks a case beyond its tolerance whose reason is written down;
    it counts too, unless it is accepted.

    Examples: `twin model validate`, `twin model validate --case ammonia --json`
    """
    from twin_ops.render.validation_record import write_record
    from twin_simulator.validation import FAMILIES, matching

    if record:
        check(record, ".json")
    if plots:
        check(plots / "parity.svg", ".svg")
    asked = plant or case != "*"
    families = [f for f in matching(FAMILIES, case) if asked or not f.whole_plant]
    if not families:
        names = ", ".join(f.name for f in FAMILIES)
        raise Usage(f"--case {case!r} is the name of no family of cases; they are: {names}")
    lines: list[ValidationLine] = []
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task("Comparing", total=len(families))
        for family in families:
            progress.update(task, description=f"Comparing {family.name}")
            lines += family.compared()
            progress.advance(task)
    show_lines(lines, as_json=as_json)
    if record:
        write_record(record, lines)
    if plots:
        from twin_ops.render.pictures import draw_all

        draw_all(lines, plots)
    if any(not line.passed and not (accept_known and line.known) for line in lines):
        raise typer.Exit(FOUND)


@app.command()
def design(as_json: Json = False) -> None:
    """Find the point at rest and keep it beside the plant description.

    Needed once after a change of the description: models start from there.

    Examples: `twin model design`, `TWIN_PLANT=plant.yaml twin model design`
    """
    from twin_schemas.plant import SHIPPED, design_file, write_design

    settings = load_settings()
    with err.status("Searching the point at rest"):
        model = _built(plant_of(settings))
    file = design_file(settings.plant_file or SHIPPED)
    write_design(file, model.design_point())
    found = {"file": str(file), "states": len(model.design.x), "residual": model.design.residual}
    show_rows(tuple(found), [found], as_json=as_json)


@app.command()
def run(
    duration: Annotated[str, typer.Option("--for", help="Plant time, such as 30m or 2h.")] = "1h",
    moved: Annotated[
        list[str] | None,
        typer.Option("--set", help="TAG=VALUE, or TAG=VALUE@10m for later; may be repeated."),
    ] = None,
    every: Annotated[str, typer.Option(help="Time between two rows of the result.")] = "10s",
    file: Annotated[Path | None, typer.Option("--out", help="RESULT.csv or .parquet.")] = None,
    plotted: Annotated[
        str, typer.Option("--plot", help="TAG,TAG: trends, into an SVG beside the result.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Run the model as fast as it goes, and show where it ends.

    The result file has a row for each step of `--every` and a column for each tag, with its unit.

    Examples: `twin model run --for 1h --set FIC-101.SP=20.5@10m --out run.csv`
    """
    from twin_simulator import IntegrationError, Move, Run, WriteRefused
    from twin_simulator.recording import record

    seconds, step = span("--for", duration), span("--every", every)
    plant = plant_of(load_settings())
    moves: list[Move] = [move(text, plant.tags, seconds) for text in moved or ()]
    trends = [known(name.strip(), plant.tags).name for name in plotted.split(",") if name.strip()]
    picture = (file or Path("run.csv")).with_suffix(".svg")
    if file:
        check(file, ".csv", ".parquet")
    if trends:
        check(picture, ".svg")
    with err.status("Building the model"):
        model = Run.at_design(_built(plant))
    begun = time.perf_counter()
    try:
        with Progress(console=err, transient=True) as progress:
            task = progress.add_task("Running", total=1.0)
            frame = record(
                *(model, seconds, step),
                moves=moves,
                progress=lambda share: progress.update(task, completed=share),
            )
    except WriteRefused as error:
        show_error(f"after {model.time:g} s: {error}")
        raise typer.Exit(REFUSED) from None
    except IntegrationError as error:
        show_error(f"after {model.time:g} s: {error}")
        raise typer.Exit(FAILED) from None
    except ValueError as error:
        raise Usage(f"--for and --every: {error}") from None
    factor = model.time / (time.perf_counter() - begun)
    if file:
        write(frame, file)
    if trends:
        plot(frame, trends, picture)
    _show_end(plant, model, factor, as_json=as_json)


def _show_end(plant: Plant, model: Run, factor: float, *, as_json: bool) -> None:
    values = model.values()
    if as_json:
        print_json({"seconds": model.time, "real_time_factor": factor, "values": values})
        return
    rows: list[dict[str, object]] = [
        {"tag": tag, "value": value, "unit": plant.tags[tag].unit, "design": plant.tags[tag].design}
        for tag, value in values.items()
    ]
    show_rows(("tag", "value>", "unit", "design>"), rows)
    out.print(f"{model.time:.0f} s of plant time, {factor:.0f} times faster than real time")


def _built(plant: Plant) -> ProcessModel:
    from twin_simulator import FlowsheetError, NoSteadyStateError, ProcessModel

    try:
        return ProcessModel.build(plant)
    except (FlowsheetError, NoSteadyStateError) as error:
        raise Usage(str(error)) from error
