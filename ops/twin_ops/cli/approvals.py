"""`twin approvals`, `twin approve` and `twin reject`: the second person."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import Annotated

import typer

from twin_ops.cli import complete
from twin_ops.cli.following import Following
from twin_ops.cli.output import show_rows
from twin_ops.errors import COMPLETED, FAILED, REFUSED
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Request = Annotated[str, typer.Argument(metavar="ID", autocompletion=complete.approvals)]
Reason = Annotated[str, typer.Option(help="Why; goes to the audit log.")]
_COLUMNS = ("request_id", "tag", "value>", "unit", "author", "reason", "left_s>", "critical")
_ENDS = ("accepted", "refused", "failed", "overridden")
_PATIENCE_SECONDS = 30.0


def approvals(as_json: Json = False) -> None:
    """List the setpoints of critical tags that wait for a second person.

    Examples: `twin approvals`, `twin approvals --json`
    """
    rows = ExchangeClient(load_settings()).get("/v1/approvals")["approvals"]
    show_rows(_COLUMNS, rows, as_json=as_json)


def approve(request_id: Request, reason: Reason = "", as_json: Json = False) -> None:
    """Approve what somebody else asked for; it is verified again, then written.

    The exit code is 0 once it is accepted, 3 if it is refused; whoever asked sees the outcome.

    Examples: `twin approve 5f0c1d2e3a4b5c6d`, `twin approve 5f0c1d2e3a4b5c6d --reason "seen"`
    """
    state = _decide(request_id, reason, approve=True, as_json=as_json)
    raise typer.Exit({"accepted": COMPLETED, "refused": REFUSED}.get(state, FAILED))


def reject(request_id: Request, reason: Reason = "", as_json: Json = False) -> None:
    """Reject what somebody else asked for; nothing is written.

    Example: `twin reject 5f0c1d2e3a4b5c6d --reason "not before the shift ends"`
    """
    state = _decide(request_id, reason, approve=False, as_json=as_json)
    raise typer.Exit(COMPLETED if state == "refused" else FAILED)


def _decide(request_id: str, reason: str, *, approve: bool, as_json: bool) -> str:
    client = ExchangeClient(load_settings())
    body = {"approve": approve, "reason": reason}
    return asyncio.run(_send_and_follow(client, request_id, body, as_json=as_json))


async def _send_and_follow(
    client: ExchangeClient, request_id: str, body: dict[str, object], *, as_json: bool
) -> str:
    async with aclosing(client.stream([], rate_hz=1.0)) as messages:
        await anext(messages)
        await asyncio.to_thread(client.post, f"/v1/commands/{request_id}/approval", body)
        return await Following(request_id, "TAG", _ENDS, as_json).run(messages, _PATIENCE_SECONDS)
