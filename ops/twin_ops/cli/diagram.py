"""`twin diagram`: drawings of the plant, as files and as revisions that the editor has saved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from twin_ops.cli.diagram_files import layout_beside, read_text, run_as
from twin_ops.cli.output import err, show_rows
from twin_ops.cli.result_file import check
from twin_ops.errors import FOUND, Usage
from twin_ops.exchange_client import ExchangeClient
from twin_ops.kept_plant import plant_of
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
app = typer.Typer(
    no_args_is_help=True, help="Diagrams: export, import, compare and check what is drawn."
)
_CHECK_S = 150.0  # the exchange assembles the equations, and gives up after two minutes
_REVISIONS = ("diagram", "revision>", "author", "time", "problems>", "note")
_CHANGES = ("section", "element", "change", "fields")
_FINDINGS = ("place", "what", "remedy")
_LOSSES = ("line>", "id", "tag", "class", "outcome", "name", "reason")
_ADVICE = ("area", "rule", "element", "what", "remedy")


def _client() -> ExchangeClient:
    return ExchangeClient(load_settings())


def _names(incomplete: str) -> list[str]:
    return [area for area in plant_of(load_settings()).areas if area.startswith(incomplete)]


Name = Annotated[str, typer.Argument(metavar="NAME", autocompletion=_names)]


@app.command("list")
def list_diagrams(as_json: Json = False) -> None:
    """Show every diagram with its last revision; 0 is an area as the plant is run.

    Examples: `twin diagram list`, `twin diagram list --json`
    """
    show_rows(_REVISIONS, _client().get("/v1/diagrams")["diagrams"], as_json=as_json)


@app.command()
def revisions(name: Name, as_json: Json = False) -> None:
    """Show the revisions of a diagram, newest first.

    Example: `twin diagram revisions methanol`
    """
    found = _client().get(f"/v1/diagrams/{name}/revisions")["revisions"]
    show_rows(_REVISIONS, found, as_json=as_json)


@app.command()
def diff(
    name: Name,
    old: Annotated[int | None, typer.Argument(min=0, help="One before NEW without.")] = None,
    new: Annotated[int | None, typer.Argument(min=0, help="The last one without.")] = None,
    as_json: Json = False,
) -> None:
    """Show what differs between two revisions, element by element.

    Examples: `twin diagram diff methanol`, `twin diagram diff methanol 0 4`
    """
    client = _client()
    if new is None:
        new = client.get(f"/v1/diagrams/{name}")["revision"]
    earlier = max(0, new - 1) if old is None else old
    found = client.get(f"/v1/diagrams/{name}/diff", old=earlier, new=new)["changes"]
    show_rows(_CHANGES, found if as_json else [_in_words(row) for row in found], as_json=as_json)


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    fields = [f"{f['field']} {f['old']} -> {f['new']}" for f in row["fields"]]
    return row | {"fields": fields if row["change"] == "changed" else ()}


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="NAME.svg, or NAME.yaml; replaced if it is there.")],
    diagram: Annotated[
        str, typer.Option(help="Name of the diagram, if it is not the file's.")
    ] = "",
    revision: Annotated[
        int | None, typer.Option(min=0, help="0: as the plant is run; the last one without.")
    ] = None,
) -> None:
    """Write a diagram as a picture, or as the two files that describe a plant.

    `.svg` is drawn with the symbols and the routes of the screen. `.yaml` comes with its
    `.layout.yaml`; list it in a plant file to run it. Revision 0 needs no running twin.

    Examples: `twin diagram export methanol.svg --revision 0`, `twin diagram export farm.yaml`
    """
    check(file, ".svg", ".yaml")
    name = diagram or file.name.removesuffix(file.suffix)
    content = _content(name, revision)
    if file.suffix == ".svg":
        from twin_ops.drawn import draw

        with err.status(f"drawing {name}"):
            file.write_text(draw(content), "utf-8")
    else:
        file.write_text(content["text"]["description"], "utf-8")
        layout_beside(file).write_text(content["text"]["layout"], "utf-8")
        err.print(f"{layout_beside(file)}: where everything stands")
    err.print(f"{file}: revision {content['revision']} of {name}")


def _content(name: str, revision: int | None) -> dict[str, Any]:
    """A revision with its data; the plant's own, with its ways to other areas, as it is run."""
    if revision == 0:
        return run_as(plant_of(load_settings()), name)
    query = {} if revision is None else {"revision": revision}
    found: dict[str, Any] = _client().get(f"/v1/diagrams/{name}", **query)
    return found if found["revision"] else run_as(plant_of(load_settings()), name)


@app.command("import")
def read_in(
    file: Annotated[Path, typer.Argument(help="NAME.yaml, with NAME.layout.yaml beside it.")],
    diagram: Annotated[
        str, typer.Option(help="Name of the diagram, if it is not the file's.")
    ] = "",
    note: Annotated[str, typer.Option(help="What was changed.")] = "",
    as_json: Json = False,
) -> None:
    """Save two files as the next revision of a diagram, and say what it lacks to be a plant.

    A drawing changes nothing in the running plant. What cannot be run yet is saved all the same;
    the exit code is then 1.

    Examples: `twin diagram import farm.yaml --note "from git"`
    """
    if file.suffix == ".xml":
        raise Usage(f"{file} is no area yet: draft one with twin diagram convert {file}")
    client = _client()
    name = diagram or file.name.removesuffix(".yaml")
    texts = {"description": read_text(file), "layout": read_text(layout_beside(file))}
    known = client.find(f"/v1/diagrams/{name}")
    body = client.post(f"/v1/diagrams/{name}/read", texts)
    body |= {"parent": known["revision"] if known else 0, "note": note or f"from {file.name}"}
    with err.status(f"checking {name}"):
        saved = client.post(f"/v1/diagrams/{name}/revisions", body, _CHECK_S)
    rows = [row | {"place": f"{row['file']}:{row['line']}"} for row in saved["problems"]]
    show_rows(_FINDINGS, rows, as_json=as_json)
    err.print(f"{name}: saved as revision {saved['revision']}, {len(rows)} to correct")
    if rows:
        raise typer.Exit(FOUND)


@app.command()
def convert(
    file: Annotated[Path, typer.Argument(help="P&ID in DEXPI's exchange format, .xml.")],
    to: Annotated[
        Path | None, typer.Option(help="NAME.yaml; named after FILE, beside it, without.")
    ] = None,
    phase: Annotated[
        Literal["liquid", "gas"], typer.Option(help="Where no pump or compressor tells.")
    ] = "liquid",
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show what was taken, too.")] = False,
    as_json: Json = False,
) -> None:
    """Draft an area from a P&ID in DEXPI, and name every element that is not in it.

    Writes NAME.yaml and NAME.layout.yaml, which `import` and a plant file take. Needs no running
    twin. The exit code is 1 if the simulator can not run the draft yet.

    Examples: `twin diagram convert farm.xml`, `twin diagram convert P1.xml --to farm.yaml --json`
    """
    from twin_ops.cli.diagram_conversion import converted

    with err.status(f"reading {file.name}"):
        rows, summary, problems = converted(file, to, phase, replace=replace)
    shown = [row for row in rows if everything or row["outcome"] != "taken"]
    show_rows(_LOSSES, shown, as_json=as_json)
    err.print(summary)
    for problem in problems:
        err.print(problem)
    if problems:
        raise typer.Exit(FOUND)


@app.command()
def lint(
    areas: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AREA]...", help="All without.", autocompletion=_names),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check the displays of the plant against ISA-101; the exit code is 1 if one breaks a rule.

    Overlaps, what lies outside of the canvas, symbols too small to hit, too many live values, flow
    from right to left, missing words. No running twin is needed.

    Examples: `twin diagram lint`, `TWIN_PLANT=my.yaml twin diagram lint methanol --json`
    """
    from twin_schemas.plant.display_rules import lint_display

    plant = plant_of(load_settings())
    wanted = areas or list(plant.areas)
    if unknown := [area for area in wanted if area not in plant.areas]:
        raise Usage(f"there is no area {unknown[0]}; the areas are: {', '.join(plant.areas)}")
    found = [vars(advice) for area in wanted for advice in lint_display(plant, area)]
    show_rows(_ADVICE, found, as_json=as_json)
    err.print(f"{len(wanted)} displays, {len(found)} to improve")
    if found:
        raise typer.Exit(FOUND)
