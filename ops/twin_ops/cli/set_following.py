"""Following the restoring of a set on the stream."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any

from twin_bus.errors import TwinError
from twin_ops.cli.output import coloured, err, out, print_json
from twin_ops.errors import Unreachable
from twin_ops.exchange_client import ExchangeClient
from twin_schemas.vocabulary import RESTORED_STATES

_FIELDS = ("restore_id", "name", "state", "tag", "value", "reason", "done", "steps", "time")


async def follow_restoring(
    client: ExchangeClient, path: str, body: Mapping[str, Any], *, as_json: bool
) -> str:
    """Has a plan carried out, prints its steps as they come, and gives the last state.

    Raises:
        Unreachable: If the connection ends before the restoring does.
    """
    async with aclosing(client.stream([], rate_hz=1.0)) as messages:
        await anext(messages)
        sent = await asyncio.to_thread(client.post, path, dict(body))
        number = sent["restore_id"]
        if not as_json:
            err.print(f"restoring {number}; `twin sets cancel {number}` stops it")
        try:
            async for message in messages:
                if message["type"] == "approval" and message["request_id"].startswith(number[:10]):
                    _ask_for_approval(message)
                if message.get("restore_id") != number:
                    continue
                _show(message, as_json=as_json)
                if message["state"] in RESTORED_STATES:
                    return str(message["state"])
        except TwinError as error:
            problem = f"no word of {number} any more; it goes on: `twin sets restores` ({error})"
            raise Unreachable(problem) from error
    raise Unreachable(f"no word of {number} any more; it goes on: `twin sets restores`")


def _ask_for_approval(message: Mapping[str, Any]) -> None:
    waits = f"{message['tag']} waits for somebody else: `twin approve {message['request_id']}`"
    err.print(waits, style="yellow")


def _show(stage: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json({name: stage[name] for name in _FIELDS})
        return
    clock, state = stage["time"][11:23], stage["state"]
    of = f"{stage['done']}/{stage['steps']}"
    out.print(f"{clock} ", coloured(f"{state:<12}"), f" {of:>7}  {stage['reason']}", sep="")
