"""`twin fmu`: plants as FMUs for other simulators, and what is in an FMU."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from twin_ops.cli.output import err, print_json, show_rows
from twin_ops.cli.result_file import check
from twin_ops.errors import FOUND, Usage
from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_simulator.cosimulation import FmuFile

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
File = Annotated[Path, typer.Argument(help="FMU, FMI 2.0 or 3.0.")]
app = typer.Typer(
    no_args_is_help=True, help="FMUs: write the plant as one, and look into any. No running twin."
)
_VARIABLES = ("variable", "causality", "type", "unit", "start>", "description")


def _shipped(incomplete: str) -> list[str]:
    from twin_ops.fmu.described import shipped

    return [name for name in shipped() if name.startswith(incomplete)]


@app.command()
def export(
    what: Annotated[
        str,
        typer.Argument(
            help="A shipped plant or area, or a description (.yaml); this twin's plant without.",
            autocompletion=_shipped,
        ),
    ] = "",
    file: Annotated[
        Path | None, typer.Option("--out", "-o", help="NAME.fmu; replaced if it is there.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a plant or one of its loops as an FMU: co-simulation, FMI 3.0.

    Inputs are setpoints, outputs and modes of controllers, boundary conditions and what wears;
    outputs are the measured tags, and interlocks that hold. It begins at the design point. To run,
    it needs a Python with twinbus in the importing process: its documentation tells how.

    Examples: `twin fmu export ammonia_loop -o loop.fmu`, `twin fmu export my.yaml`
    """
    from twin_ops.fmu.described import described
    from twin_ops.fmu.export import export as write
    from twin_simulator import FlowsheetError, NoSteadyStateError

    plant: Plant = described(what) if what else plant_of(load_settings())
    target = file or Path(f"{plant.name}.fmu")
    check(target, ".fmu")
    try:
        with err.status(f"Building the model of {plant.name}"):
            write(plant, target)
    except (FlowsheetError, NoSteadyStateError) as error:
        raise Usage(str(error)) from error
    show_rows(*_summary(_read(target)), as_json=as_json)


@app.command()
def show(
    file: File,
    only: Annotated[
        Literal["input", "output", "parameter", "local"] | None,
        typer.Option(help="Variables of this causality alone."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what an FMU is and which variables it has; nothing in it is run.

    Examples: `twin fmu show loop.fmu`, `twin fmu show loop.fmu --only input --json`
    """
    fmu = _read(file)
    rows: list[dict[str, object]] = [
        {
            "variable": v.name,
            "causality": v.causality,
            "type": v.type,
            "unit": v.unit,
            "start": v.start,
            "description": v.description,
        }
        for v in fmu.variables.values()
        if only in {None, v.causality}
    ]
    if as_json:
        print_json(_told(fmu) | {"variables": rows})
        return
    err.print(
        f"{fmu.name}: FMI {fmu.fmi}, {', '.join(fmu.kinds)}, by {fmu.tool or 'an unnamed tool'};"
        f" runs on {', '.join(fmu.platforms) or 'nothing: it has no binary'}"
    )
    if fmu.text:
        err.print(fmu.text)
    show_rows(_VARIABLES, rows)


@app.command("check")
def validate(file: File, as_json: Json = False) -> None:
    """Check an FMU against the standard, with FMPy; the exit code is 1 if something is wrong.

    The schema, names, units, start values, and the structure of the model; whether this machine
    can run it is told by `show`. Nothing in it is run.

    Examples: `twin fmu check loop.fmu`, `twin fmu check other.fmu --json`
    """
    fmu = _read(file)
    with err.status(f"Checking {file.name}"):
        problems = fmu.problems()
    show_rows(("problem",), [{"problem": problem} for problem in problems], as_json=as_json)
    err.print(f"{file}: {len(fmu.variables)} variables, {len(problems)} to correct")
    if problems:
        raise typer.Exit(FOUND)


def _read(file: Path) -> FmuFile:
    from twin_simulator.cosimulation import FmuError, FmuFile

    try:
        return FmuFile.read(file)
    except FmuError as error:
        raise Usage(str(error)) from error


def _told(fmu: FmuFile) -> dict[str, object]:
    return {
        "file": str(fmu.path),
        "model": fmu.name,
        "fmi": fmu.fmi,
        "kinds": list(fmu.kinds),
        "platforms": list(fmu.platforms),
        "tool": fmu.tool,
        "keeps_state": fmu.keeps_state,
        "description": fmu.text,
    }


def _summary(fmu: FmuFile) -> tuple[tuple[str, ...], list[dict[str, object]]]:
    variables = fmu.variables.values()
    row: dict[str, object] = {
        "file": str(fmu.path),
        "model": fmu.name,
        "fmi": fmu.fmi,
        "platforms": list(fmu.platforms),
        "inputs": sum(v.causality == "input" for v in variables),
        "outputs": sum(v.causality == "output" for v in variables),
    }
    return ("file", "model", "fmi", "platforms", "inputs>", "outputs>"), [row]
