"""`twin set`."""

from __future__ import annotations

import asyncio
import sys
from contextlib import aclosing
from typing import Annotated, Any

import typer

from twin_bus.errors import TwinError
from twin_ops.cli import complete
from twin_ops.cli.following import Following
from twin_ops.cli.output import err
from twin_ops.cli.predict import asked, show_prediction
from twin_ops.cli.values import described, known_tag, wanted_number
from twin_ops.errors import COMPLETED, FAILED, REFUSED, USAGE
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

_EXIT = {"completed": COMPLETED, "refused": REFUSED, "failed": FAILED, "overridden": FAILED}
_GRACE_SECONDS = 30.0


def set_value(
    tag: Annotated[str, typer.Argument(metavar="TAG", autocompletion=complete.writable_tags)],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="A number, or a mode such as AUTO.")
    ],
    unit: Annotated[
        str, typer.Argument(metavar="[UNIT]", help="Unit; the tag's own without.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why; goes to the audit log.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a stage.")] = False,
    timeout: Annotated[
        float, typer.Option(help="Seconds the plant may take; 0 for the tag's own time.", min=0)
    ] = 0.0,
) -> None:
    """Send a setpoint and follow it to its physical outcome.

    The exit code is the outcome: 0 completed, 3 refused, 4 failed or overridden, 5 not reachable.
    On a terminal you see what the model predicts before you are asked; `--yes` does not ask.
    A critical tag waits until somebody else approves it with `twin approve`; one that is rejected,
    or that nobody approves in time, is refused.

    Examples: `twin set FIC-101.SP 27 kg/s --reason "more load"`, `twin set FIC-101.MODE MAN --yes`
    """
    client = ExchangeClient(load_settings())
    name = known_tag(client, tag)
    description = described(client, name)
    number = wanted_number(description, value)
    _warn_if_critical(description)
    present = client.get(f"/v1/values/{name}")
    if not yes and sys.stdin.isatty():
        _show_what_it_would_do(client, name, number, unit)
        shown = f"{present['value']:g}" if present["value"] is not None else "unknown"
        question = f"Set {name} from {shown} to {value} {unit or present['unit']}?"
        if not typer.confirm(question, err=True):
            raise typer.Exit(USAGE)
    body = {"tag": name, "value": number, "unit": unit, "reason": reason, "timeout_s": timeout}
    patience = _GRACE_SECONDS + (timeout or description["settle_s"])
    state = asyncio.run(_send_and_follow(client, body, patience, as_json=as_json))
    raise typer.Exit(_EXIT[state])


def _warn_if_critical(tag: dict[str, Any]) -> None:
    if tag["critical"]:
        minutes = tag["approval_s"] / 60
        needs = f"{tag['name']} is critical: somebody else has {minutes:g} min to approve it"
        err.print(f"{needs} ({tag['critical']})", style="yellow")


def _show_what_it_would_do(client: ExchangeClient, tag: str, value: float, unit: str) -> None:
    """The prediction; without one the user is told why, and decides."""
    try:
        seen = asked(client, tag, value, unit)
    except TwinError as error:
        err.print(f"no prediction: {error}", style="yellow")
        return
    if seen["failure"]:
        err.print(f"no prediction: {seen['failure']}", style="yellow")
    else:
        show_prediction(seen)


async def _send_and_follow(
    client: ExchangeClient, body: dict[str, Any], patience: float, *, as_json: bool
) -> str:
    async with aclosing(client.stream([], rate_hz=1.0)) as messages:
        await anext(messages)
        sent = await asyncio.to_thread(client.post, "/v1/commands", body)
        following = Following(sent["request_id"], body["tag"], _EXIT, as_json)
        return await following.run(messages, patience)
