"""All commands. Each is imported when it is asked for: a shell waits for it with every line."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated, ClassVar

import typer

from twin_ops.cli.lazy_group import LazyGroup


class Commands(LazyGroup):
    """All of them, in the order in which `twin --help` shows them."""

    places: ClassVar = {
        "up": "twin_ops.cli.instance:up",
        "down": "twin_ops.cli.running:down",
        "status": "twin_ops.cli.running:status",
        "health": "twin_ops.cli.health:health",
        "watch": "twin_ops.cli.values:watch",
        "get": "twin_ops.cli.values:get",
        "set": "twin_ops.cli.setpoint:set_value",
        "predict": "twin_ops.cli.predict:predict",
        "approvals": "twin_ops.cli.approvals:approvals",
        "approve": "twin_ops.cli.approvals:approve",
        "reject": "twin_ops.cli.approvals:reject",
        "alarms": "twin_ops.cli.alarms:app",
        "sets": "twin_ops.cli.sets:app",
        "topics": "twin_ops.cli.streams:topics",
        "tail": "twin_ops.cli.streams:tail",
        "history": "twin_ops.cli.history:history",
        "replay": "twin_ops.cli.replay:replay",
        "whatif": "twin_ops.cli.whatif:whatif",
        "branch": "twin_ops.cli.branch:app",
        "export": "twin_ops.cli.dataset:export",
        "import": "twin_ops.cli.dataset:read_in",
        "login": "twin_ops.cli.login:login",
        "logout": "twin_ops.cli.login:logout",
        "users": "twin_ops.cli.users:app",
        "grants": "twin_ops.cli.grants:grants",
        "contracts": "twin_ops.cli.contracts:app",
        "audit": "twin_ops.cli.audit:app",
        "certs": "twin_ops.cli.certs:app",
        "trust": "twin_ops.cli.trust:app",
        "adapter": "twin_ops.cli.adapter:app",
        "model": "twin_ops.cli.model:app",
        "plant": "twin_ops.cli.plant:app",
        "scenario": "twin_ops.cli.scenario:app",
        "training": "twin_ops.cli.training:app",
        "scene": "twin_ops.cli.scene:app",
        "diagram": "twin_ops.cli.diagram:app",
        "bench": "twin_ops.cli.bench:app",
    }
    signed = ("set", "predict")


app = typer.Typer(
    name="twin",
    cls=Commands,
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
