"""`twin sets`: setpoints under a name, to compare with and to come back to."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated, Any

import typer

from twin_ops.cli import complete
from twin_ops.cli.output import err, print_json, show_rows
from twin_ops.cli.set_following import follow_restoring
from twin_ops.cli.span import span
from twin_ops.cli.values import described, known_tag, wanted_number, worded
from twin_ops.errors import COMPLETED, FAILED, REFUSED, USAGE, Usage
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Name = Annotated[str, typer.Argument(metavar="NAME", autocompletion=complete.sets)]
Reason = Annotated[str, typer.Option(help="Why; goes to the audit log.")]
Tolerance = Annotated[
    float,
    typer.Option(help="Percent of a tag's range that counts as the same.", min=0, max=100),
]
_SETS = ("name", "tags>", "author", "time", "reason")
_VALUES = ("tag", "saved>", "now>", "difference>", "unit", "within")
_STEPS = ("phase>", "tag", "former>", "value>", "unit", "critical")
_RESTORES = ("restore_id", "name", "state", "done>", "steps>", "author", "time", "reason")
_EXIT = {"completed": COMPLETED, "refused": REFUSED, "rolled_back": FAILED, "failed": FAILED}
app = typer.Typer()


def _client() -> ExchangeClient:
    return ExchangeClient(load_settings())


@app.callback(invoke_without_command=True)
def sets(context: typer.Context, as_json: Json = False) -> None:
    """List the setpoint sets.

    A set has values of setpoints, outputs and modes under a name. Restoring one is a transaction:
    if a step is refused or fails, what was written goes back to its former values.

    Examples: `twin sets`, `twin sets save summer`, `twin sets restore summer`
    """
    if context.invoked_subcommand is None:
        show_rows(_SETS, _client().get("/v1/sets")["sets"], as_json=as_json)


@app.command()
def save(
    name: Name,
    patterns: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATTERN]...", help="Tags, with `*` and `?`; all without."),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG=VALUE", help="A value to save instead of those of now."),
    ] = None,
    reason: Reason = "",
    as_json: Json = False,
) -> None:
    """Save modes, setpoints in AUTO and outputs in MAN; a set that is there is replaced.

    Examples: `twin sets save summer`, `twin sets save drum "LIC-1*" --reason "before the test"`,
    `twin sets save less --value FIC-101.SP=19.5 --value FIC-101.MODE=AUTO`
    """
    client = _client()
    body: dict[str, Any] = {"tags": patterns or ["*"], "reason": reason}
    if value:
        body["values"] = dict(_pair(client, text) for text in value)
    show_rows(_SETS, [client.put(f"/v1/sets/{name}", body)], as_json=as_json)


def _pair(client: ExchangeClient, text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Usage(f"--value {text!r} is not TAG=VALUE, such as FIC-101.SP=19.5")
    tag = described(client, known_tag(client, name))
    return tag["name"], wanted_number(tag, value)


@app.command()
def compare(
    name: Name,
    tolerance: Tolerance = 0.0,
    everything: Annotated[bool, typer.Option("--all", help="What is the same, too.")] = False,
    as_json: Json = False,
) -> None:
    """Show where the plant differs from a set now; the exit code is 4 if it does.

    Examples: `twin sets compare summer`, `twin sets compare summer --tolerance 1`
    """
    client = _client()
    found = client.get(f"/v1/sets/{name}", tolerance=tolerance)
    others = [row for row in found["values"] if not row["within"]]
    rows = found["values"] if everything else others
    show_rows(_VALUES, rows if as_json else worded(client, rows), as_json=as_json)
    if others:
        err.print(f"{len(others)} of {len(found['values'])} differ")
        raise typer.Exit(FAILED)


@app.command()
def plan(
    name: Name,
    tolerance: Tolerance = 0.0,
    ahead: Annotated[
        str, typer.Option(metavar="SPAN", help="Run the model so far ahead with all steps.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Show what would be written to restore a set; nothing is written.

    The steps of one phase go together, the next phase begins when all of them are completed.
    `--ahead` has the model run with all of them, phase by phase, and without: what they do
    together, which limits they cross, and what is not reached in its time, so that the set would
    go back.

    Examples: `twin sets plan summer --tolerance 1`, `twin sets plan summer --ahead 30m`
    """
    seconds = span("--ahead", ahead) if ahead else 0.0
    client = _client()
    planned = _planned(client, name, tolerance)
    _show_plan(client, planned, as_json=as_json)
    if seconds and planned["steps"]:
        from twin_ops.cli.set_ahead import ahead_of
        from twin_ops.cli.whatif_tables import show_content

        found = ahead_of(client, planned["steps"], seconds)
        if as_json:
            print_json({"ahead": found})
        else:
            show_content(found)


def _planned(client: ExchangeClient, name: str, tolerance: float) -> dict[str, Any]:
    planned: dict[str, Any] = client.post(f"/v1/sets/{name}/plan", {"tolerance": tolerance})
    return planned


def _show_plan(client: ExchangeClient, planned: dict[str, Any], *, as_json: bool = False) -> None:
    rows = planned["steps"]
    show_rows(_STEPS, rows if as_json else worded(client, rows), as_json=as_json)
    for text in planned["left_out"]:
        err.print(f"left out: {text}", style="yellow")


@app.command()
def restore(
    name: Name,
    tolerance: Tolerance = 0.0,
    reason: Reason = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Bring the plant back to a set, as one transaction, and follow it to its outcome.

    The exit code is the outcome: 0 completed, 3 refused, 4 rolled back or failed. Critical tags
    wait for a second person each. `twin sets restore before-last-restore` undoes it.

    Examples: `twin sets restore summer`, `twin sets restore summer --tolerance 1 --yes`
    """
    client = _client()
    planned = _planned(client, name, tolerance)
    if not as_json:
        _show_plan(client, planned)
    if not planned["steps"]:
        err.print(f"there is nothing to write: the plant is as the set {name} has it")
        raise typer.Exit(COMPLETED)
    if not yes and sys.stdin.isatty():
        question = f"Write these {len(planned['steps'])} steps?"
        if not typer.confirm(question, err=True):
            raise typer.Exit(USAGE)
    body = {"plan_id": planned["plan_id"], "reason": reason}
    follow = follow_restoring(client, f"/v1/sets/{name}/restore", body, as_json=as_json)
    raise typer.Exit(_EXIT[asyncio.run(follow)])


@app.command()
def restores(as_json: Json = False) -> None:
    """List the last restorings, newest first; `--json` has their stages too.

    Example: `twin sets restores`
    """
    show_rows(_RESTORES, _client().get("/v1/restores")["restores"], as_json=as_json)


@app.command()
def cancel(
    restore_id: Annotated[str, typer.Argument(metavar="ID", autocompletion=complete.restores)],
) -> None:
    """Stop a restoring; what it has written goes back to its former values.

    Example: `twin sets cancel 5f0c1d2e3a4b5c6d`
    """
    _client().delete(f"/v1/restores/{restore_id}")
    err.print("it rolls back; `twin sets restores` shows how far it is")


@app.command()
def delete(name: Name, as_json: Json = False) -> None:
    """Forget a set, and print what it was so that it can be saved again.

    Example: `twin sets delete summer`
    """
    client = _client()
    rows = client.get(f"/v1/sets/{name}")["values"]
    client.delete(f"/v1/sets/{name}")
    if as_json:
        print_json({"name": name, "values": {row["tag"]: row["saved"] for row in rows}})
    else:
        show_rows(("tag", "saved>", "unit"), rows)
