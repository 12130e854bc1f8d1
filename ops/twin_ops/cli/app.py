"""All commands."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from twin_ops.cli import (
    adapter,
    alarms,
    approvals,
    audit,
    bench,
    branch,
    certs,
    contracts,
    dataset,
    diagram,
    grants,
    health,
    history,
    instance,
    login,
    model,
    plant,
    predict,
    replay,
    scenario,
    scene,
    setpoint,
    sets,
    streams,
    trust,
    users,
    values,
    whatif,
)

app = typer.Typer(
    name="twin",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"twinbus {version('twinbus')}")
        raise typer.Exit


@app.callback()
def twin(
    _version_asked: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Digital twin of a methanol/ammonia plant: watch it, command it, replay it."""


app.command()(instance.up)
app.command()(instance.down)
app.command()(instance.status)
app.command()(health.health)
app.command()(values.watch)
app.command()(values.get)
app.command("set", context_settings={"ignore_unknown_options": True})(setpoint.set_value)
app.command(context_settings={"ignore_unknown_options": True})(predict.predict)
app.command()(approvals.approvals)
app.command()(approvals.approve)
app.command()(approvals.reject)
app.add_typer(alarms.app, name="alarms")
app.add_typer(sets.app, name="sets")
app.command()(streams.topics)
app.command()(streams.tail)
app.command()(history.history)
app.command()(replay.replay)
app.command()(whatif.whatif)
app.add_typer(branch.app, name="branch")
app.command()(dataset.export)
app.command("import")(dataset.read_in)
app.command()(login.login)
app.command()(login.logout)
app.add_typer(users.app, name="users")
app.command()(grants.grants)
app.add_typer(contracts.app, name="contracts")
app.add_typer(audit.app, name="audit")
app.add_typer(certs.app, name="certs")
app.add_typer(trust.app, name="trust")
app.add_typer(adapter.app, name="adapter")
app.add_typer(model.app, name="model")
app.add_typer(plant.app, name="plant")
app.add_typer(scenario.app, name="scenario")
app.add_typer(scene.app, name="scene")
app.add_typer(diagram.app, name="diagram")
app.add_typer(bench.app, name="bench")
