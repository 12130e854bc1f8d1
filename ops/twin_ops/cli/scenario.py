"""`twin scenario`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from twin_ops.cli.output import err, out, print_json, show_rows
from twin_ops.cli.scenario_tables import contents, show_outcome
from twin_ops.errors import FOUND, Usage
from twin_ops.settings import load_settings
from twin_ops.wiring import model_of, plant_of

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_schemas.scenario import Scenario, Scripted
    from twin_simulator import ProcessModel


def _names(incomplete: str) -> list[str]:
    from twin_schemas.scenario import shipped

    return [name for name in shipped() if name.startswith(incomplete)]


Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
File = Annotated[
    str,
    typer.Argument(metavar="FILE", help="Name of `list`, or a file.", autocompletion=_names),
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
    report: Annotated[Path | None, typer.Option(help="File for the debrief, .html.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Run a scenario as fast as it goes, with a script in the trainee's place, and judge it.

    Emulated plant, model and alarms run in this process: no running twin is needed, and none is
    touched. The same file and actions give the same result to the last bit. The exit code is 0 if
    the scenario is passed, 1 if it is not, 2 if a file has mistakes.

    Examples: `twin scenario run synthesis-pipe-leak`, `twin scenario run my.yaml --actions ann.yaml
    --report ann.html`
    """
    from twin_ops.cli.result_file import check as check_file
    from twin_ops.scenario import play
    from twin_ops.scenario.report import report as debrief

    if report:
        check_file(report, ".html")
    scenario, plant = _read(file)
    script = () if alone else _script(actions, scenario, plant)
    with err.status("Building the model"):
        model = _model(scenario, plant)
    begun = time.perf_counter()
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task(scenario.title, total=1.0)
        outcome = play(
            scenario, model, script, lambda share: progress.update(task, completed=share)
        )
    took = time.perf_counter() - begun
    if report:
        report.write_text(debrief(outcome, plant), "utf-8")
    if as_json:
        print_json(outcome.content())
    else:
        show_outcome(outcome)
    err.print(f"{outcome.seconds:g} s of plant time in {took:.1f} s")
    if not outcome.passed:
        raise typer.Exit(FOUND)


def _script(actions: Path | None, scenario: Scenario, plant: Plant) -> tuple[Scripted, ...]:
    from twin_schemas.scenario import ScenarioError, read_actions

    if actions is None:
        return scenario.script
    try:
        return read_actions(actions, scenario, plant)
    except ScenarioError as error:
        raise Usage(str(error)) from error


def _read(file: str) -> tuple[Scenario, Plant]:
    """A scenario and its plant.

    Raises:
        Usage: there is no such file, or it has mistakes, each told with its line.
    """
    from twin_schemas.scenario import ScenarioError, read_scenario, shipped

    path = shipped().get(file) or Path(file)
    if not path.is_file():
        there = ", ".join(shipped())
        raise Usage(f"there is no scenario or file {file}; the scenarios are: {there}")
    try:
        return read_scenario(path, _plant)
    except ScenarioError as error:
        raise Usage(str(error)) from error


def _plant(name: str) -> Plant:
    """A plant that scenarios may have: this instance's, or a part of the shipped one.

    Raises:
        KeyError: there is no such plant; its argument names those there are.
    """
    from twin_schemas.plant import SHIPPED, shipped_area

    if name == SHIPPED.stem:
        return plant_of(load_settings())
    designs = SHIPPED.parent.glob("*.design.json")
    there = sorted(path.name.removesuffix(".design.json") for path in designs)
    if name not in there:
        raise KeyError(", ".join(there))
    return shipped_area(name)


def _model(scenario: Scenario, plant: Plant) -> ProcessModel:
    """The model of its plant: a part's takes seconds, so that it is not kept."""
    from twin_schemas.plant import SHIPPED
    from twin_simulator import ProcessModel

    if scenario.plant == SHIPPED.stem:
        return model_of(load_settings())
    return ProcessModel.build(plant)


def _row(scenario: Scenario) -> dict[str, object]:
    return {
        "name": scenario.name,
        "plant": scenario.plant,
        "minutes": scenario.duration / 60,
        "expected": len(scenario.expected),
        "title": scenario.title,
    }
