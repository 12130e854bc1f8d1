"""`twin scenario`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from twin_ops.cli import complete
from twin_ops.cli.output import err, out, print_json, show_rows
from twin_ops.cli.scenario_tables import contents, show_outcome
from twin_ops.errors import FOUND
from twin_ops.settings import load_settings

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_schemas.scenario import Scenario


Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
File = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="Name of `list`, or a file.", autocompletion=complete.scenarios
    ),
]
app = typer.Typer(
    no_args_is_help=True, help="Training scenarios: emergencies, and what is to be done about them."
)


@app.command("list")
def list_scenarios(as_json: Json = False) -> None:
    """Show the scenarios that come with the plant.

    Examples: `twin scenario list`, `twin scenario list --json`
    """
    from twin_schemas.scenario import shipped

    rows = [_row(_read(str(path))[0]) for path in shipped().values()]
    show_rows(("name", "plant", "minutes>", "expected>", "title"), rows, as_json=as_json)


@app.command()
def show(file: File, as_json: Json = False) -> None:
    """Show what a scenario is about, what is expected, and what is forbidden.

    Examples: `twin scenario show synthesis-pipe-leak`
    """
    scenario, _ = _read(file)
    if not as_json:
        out.print(f"{scenario.title}\n{scenario.description}")
    show_rows(
        ("part", "name", "what", "after", "until_s>", "points>"),
        contents(scenario),
        as_json=as_json,
    )


@app.command()
def check(file: File, as_json: Json = False) -> None:
    """Say whether a scenario file is sound; the exit code is 2 if it has mistakes.

    Examples: `twin scenario check my.yaml`
    """
    scenario, _ = _read(file)
    show_rows(
        ("name", "plant", "minutes>", "expected>", "title"), [_row(scenario)], as_json=as_json
    )


@app.command()
def run(
    file: File,
    actions: Annotated[
        Path | None, typer.Option(help="File with a `script` in place of the scenario's own.")
    ] = None,
    alone: Annotated[
        bool, typer.Option("--no-actions", help="Nobody does anything: what the plant does alone.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="File for the debrief, .html or .pdf.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Run a scenario as fast as it goes, with a script in the trainee's place, and judge it.

    Emulated plant, model and alarms run in this process: no running twin is needed, and none is
    touched. The same file and actions give the same result to the last bit. The exit code is 0 if
    the scenario is passed, 1 if it is not, 2 if a file has mistakes.

    Examples: `twin scenario run synthesis-pipe-leak`, `twin scenario run my.yaml --actions ann.yaml
    --report ann.html`
    """
    from twin_ops.cli import debrief_file
    from twin_ops.scenario import play
    from twin_ops.scenario.report import report as debrief
    from twin_ops.scenario_files import model_for, script_of

    if report:
        debrief_file.check(report)
    scenario, plant = _read(file)
    script = () if alone else script_of(actions, scenario, plant)
    with err.status("Building the model"):
        model = model_for(scenario, plant, load_settings())
    begun = time.perf_counter()
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task(scenario.title, total=1.0)
        outcome = play(
            scenario, model, script, lambda share: progress.update(task, completed=share)
        )
    took = time.perf_counter() - begun
    if report:
        debrief_file.write(debrief(outcome, plant), report)
    if as_json:
        print_json(outcome.content())
    else:
        show_outcome(outcome)
    err.print(f"{outcome.seconds:g} s of plant time in {took:.1f} s")
    if not outcome.passed:
        raise typer.Exit(FOUND)


def _read(file: str) -> tuple[Scenario, Plant]:
    from twin_ops.scenario_files import scenario_of

    return scenario_of(file, load_settings())


def _row(scenario: Scenario) -> dict[str, object]:
    return {
        "name": scenario.name,
        "plant": scenario.plant,
        "minutes": scenario.duration / 60,
        "expected": len(scenario.expected),
        "title": scenario.title,
    }
