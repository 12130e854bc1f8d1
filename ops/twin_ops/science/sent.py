"""A setpoint that is followed to its end."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twin_ops.errors import Unreachable
from twin_schemas.vocabulary import FINAL_STATES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from twin_ops.exchange_client import ExchangeClient

_GRACE_S = 30.0


@dataclass(frozen=True)
class Outcome:
    """What became of a setpoint.

    Attributes:
        state: `completed`, `refused`, `failed` or `overridden`.
        reason: Why.
        steps: Every step of the transaction, oldest first, as `twin set --json` prints them.
    """

    state: str
    reason: str
    steps: Sequence[Mapping[str, Any]]


async def sent(client: ExchangeClient, body: Mapping[str, Any], patience_s: float) -> Outcome:
    """Sends a setpoint and returns when it is at its end.

    Raises:
        RefusedByRule: The user may not.
        Unreachable: Nothing is heard of it any more; it may have been carried out.
    """
    async with aclosing(client.stream([], rate_hz=1.0)) as messages:
        await anext(messages)
        number = (await asyncio.to_thread(client.post, "/v1/commands", body))["request_id"]
        steps: list[Mapping[str, Any]] = []
        try:
            async with asyncio.timeout(patience_s + _GRACE_S) as limit:
                async for step in _steps(messages, number, limit):
                    steps.append(step)
                    if step["state"] in FINAL_STATES:
                        break
        except TimeoutError as error:
            raise Unreachable(
                f"no word of request {number} any more; it may have been carried out: look at "
                f"`twin get {body['tag']}` and at the commands on the screen"
            ) from error
    return Outcome(steps[-1]["state"], steps[-1]["reason"], steps)


async def _steps(
    messages: AsyncIterator[Mapping[str, Any]], number: str, limit: asyncio.Timeout
) -> AsyncIterator[Mapping[str, Any]]:
    async for message in messages:
        if message.get("request_id") != number:
            continue
        if message["type"] == "approval":  # a second person has so long
            limit.reschedule((limit.when() or 0.0) + message["left_s"])
        elif message["type"] == "command":
            yield message
