"""Following what is done with an alarm to its effect."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from twin_ops.errors import Unreachable
from twin_ops.exchange_client import ExchangeClient

_PATIENCE_SECONDS = 15.0


@dataclass(frozen=True)
class Effect:
    """The transition that is waited for.

    Attributes:
        alarm: Name of the alarm.
        change: What has to happen to it.
        fields: What else the transition has to say.
    """

    alarm: str
    change: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def is_in(self, message: Mapping[str, Any]) -> bool:
        """Whether a message of the stream is the transition."""
        wanted = {"type": "alarm", "alarm": self.alarm, "change": self.change} | dict(self.fields)
        return all(message.get(name) == value for name, value in wanted.items())


def effect_of(client: ExchangeClient, send: Callable[[], Effect]) -> dict[str, Any]:
    """Sends a request and waits for its effect: the alarm as it is then.

    Args:
        client: Whose stream tells of it.
        send: Sends the request, and says what to wait for.

    Raises:
        Unreachable: If nothing is heard of it.
    """
    return asyncio.run(_follow(client, send))


async def _follow(client: ExchangeClient, send: Callable[[], Effect]) -> dict[str, Any]:
    async with aclosing(client.stream([], rate_hz=1.0)) as messages:
        await anext(messages)
        effect = await asyncio.to_thread(send)
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                message = await _until(messages, effect)
        except (TimeoutError, Unreachable) as error:
            raise Unreachable(
                f"no word that {effect.alarm} is {effect.change}; look at `twin alarms`, and at "
                "`twin audit list --action 'alarm.*'` for why it may have been refused"
            ) from error
    return {name: value for name, value in message.items() if name != "type"}


async def _until(messages: AsyncIterator[dict[str, Any]], effect: Effect) -> dict[str, Any]:
    async for message in messages:
        if effect.is_in(message):
            return message
    raise Unreachable("the exchange closed the connection")
