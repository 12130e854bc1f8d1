"""`twin branch`: what-ifs that are kept, and how they differ."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from twin_ops.branches import Branch, KeptBranches
from twin_ops.cli import result_file
from twin_ops.cli.output import err, out, print_json, show_error, show_rows
from twin_ops.cli.predict import shown_time
from twin_ops.cli.whatif_tables import show_content
from twin_ops.errors import FOUND, Usage
from twin_ops.settings import load_settings


def _kept() -> KeptBranches:
    return KeptBranches(load_settings().branches)


def _names(incomplete: str) -> list[str]:
    return [name for name in _kept().names() if name.startswith(incomplete)]


Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Name = Annotated[str, typer.Argument(metavar="NAME", autocompletion=_names)]
Other = Annotated[str, typer.Argument(metavar="OTHER", autocompletion=_names)]
_LIST = ("name", "at", "for_s>", "set", "limits>", "created")
_TRENDS = ("tag", "end>", "other_end>", "difference>", "after", "unit")
_EVENTS = ("event", "name", "after", "other_after")
app = typer.Typer(
    no_args_is_help=True,
    help="What-ifs that are kept under a name: `twin whatif --keep NAME` makes one.",
)


@app.command("list")
def list_branches(as_json: Json = False) -> None:
    """Show the branches: from when, what they write, how many limits come up with it.

    The exit code is 1 if the file of one is broken; the others are shown.

    Examples: `twin branch list`, `twin branch list --json`
    """
    kept = _kept()
    rows, problems = [], []
    for name in kept.names():
        try:
            rows.append(_row(kept.get(name)))
        except Usage as error:
            problems.append(str(error))
    show_rows(_LIST, rows, as_json=as_json)
    for problem in problems:
        show_error(problem)
    if problems:
        raise typer.Exit(FOUND)
    if not rows and not as_json:
        err.print("there is no branch; `twin whatif --set TAG=VALUE --keep NAME` makes one")


@app.command()
def show(name: Name, as_json: Json = False) -> None:
    """Show a branch as `twin whatif` did, how to ask again, and what comes to the plant.

    Examples: `twin branch show less-gas`, `twin branch show less-gas --json > less-gas.json`
    """
    branch = _kept().get(name)
    if as_json:
        print_json(branch.answer | {"name": name, "digest": branch.digest})
        return
    show_content(branch.answer)
    err.print(f"asked by: {branch.question}")
    with suppress(Usage):
        told = ", ".join(branch.transaction)
        err.print(f"to the plant: twin branch apply {name} writes {told}")


@app.command()
def diff(
    name: Name,
    other: Other,
    plot: Annotated[Path | None, typer.Option(help="Picture, .png or .svg.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Compare two branches: where their trends end, where they are most apart, what differs.

    What speaks against comparing them is told on stderr, such as different moments.

    Examples: `twin branch diff less-gas more-steam`, `twin branch diff a b --plot both.png`
    """
    from twin_ops.branches.difference import doubts, events, trends

    if plot:
        result_file.check(plot, ".png", ".svg")
    kept = _kept()
    one, two = kept.get(name), kept.get(other)
    found, happened = trends(one, two), events(one, two)
    if as_json:
        print_json({"name": name, "other": other, "tags": found, "events": happened})
    else:
        _show_difference(found, happened)
    for doubt in doubts(one, two):
        err.print(doubt)
    if plot:
        from twin_ops.branches.picture import draw

        draw(one, two, plot)


@app.command()
def link(
    name: Name, as_json: Annotated[bool, typer.Option("--json", help="One object.")] = False
) -> None:
    """Print the address that opens a branch on the screen, for whoever may read its tags.

    Examples: `twin branch link less-gas`, `twin branch link less-gas --json`
    """
    settings = load_settings()
    url = f"{settings.exchange_url}/#{urlencode({'branch': _kept().get(name).name})}"
    if as_json:
        print_json({"name": name, "url": url})
    else:
        out.print(url, soft_wrap=True)


@app.command()
def apply(
    name: Name,
    reason: Annotated[str, typer.Option(help="Why; goes to the audit log.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Write to the plant what a branch has tried: as a setpoint set of its name, one transaction.

    The exit codes are those of `twin sets restore`, and `twin sets restore before-last-restore`
    undoes it.

    Examples: `twin branch apply less-gas`, `twin branch apply less-gas --yes --reason "as tried"`
    """
    from twin_ops.cli.sets import restore
    from twin_ops.exchange_client import ExchangeClient

    branch = _kept().get(name)
    reason = reason or f"as tried in the branch {name}, {branch.digest[:12]}"
    body = {"tags": ["*"], "values": branch.transaction, "reason": reason}
    ExchangeClient(load_settings()).put(f"/v1/sets/{name}", body)
    restore(name, reason=reason, yes=yes, as_json=as_json)


@app.command()
def delete(name: Name, as_json: Json = False) -> None:
    """Forget a branch; what is said then asks for the same again.

    Examples: `twin branch delete less-gas`
    """
    branch = _kept().delete(name)
    if as_json:
        print_json({"name": name, "done": "deleted"})
    else:
        out.print(f"deleted {name}")
    if branch:
        err.print(f"asked by: {branch.question} --keep {name}")


def _row(branch: Branch) -> dict[str, Any]:
    return {
        "name": branch.name,
        "at": branch.answer["at"],
        "for_s": branch.answer["for_s"],
        "set": branch.written,
        "limits": branch.limits,
        "created": branch.created,
        "digest": branch.digest,
    }


def _show_difference(found: list[dict[str, Any]], happened: list[dict[str, Any]]) -> None:
    show_rows(_TRENDS, [row | {"after": shown_time(row["after_s"])} for row in found])
    if out.is_terminal:
        out.print()
    show_rows(
        _EVENTS,
        [
            row | {"after": _time(row["after_s"]), "other_after": _time(row["other_after_s"])}
            for row in happened
        ],
    )


def _time(seconds: float | None) -> str:
    return "" if seconds is None else shown_time(seconds)
