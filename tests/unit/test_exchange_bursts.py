"""When a client that waits is sent values: after a burst, but not after all that trickles in."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest
from tests.unit.test_exchange_stream import PLANT, exchange_in, measured

from twin_agents.exchange import stream
from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.stream import Subscriber

TAGS = [*PLANT.tags]
Feed = Callable[[], None]


@pytest.fixture
def exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Exchange:
    """With times so long that a busy machine does not tear a burst apart."""
    monkeypatch.setattr(stream, "_WHILE_SECONDS", 0.4)
    monkeypatch.setattr(stream, "_BURST_SECONDS", 120.0)
    return exchange_in(tmp_path)


async def subscriber_of(exchange: Exchange) -> Subscriber:
    """One that was sent all values already."""
    made = Subscriber(
        exchange.values,
        exchange.clock,
        ["*"],
        50.0,
        standing=exchange.standing("admin"),
        selections=exchange.selections,
    )
    await made.next()
    return made


@asynccontextmanager
async def fed(feed: Feed, pause_s: float) -> AsyncIterator[None]:
    """Calls it again and again while the block runs."""

    async def again() -> None:
        while True:
            feed()
            await asyncio.sleep(pause_s)

    feeding = asyncio.create_task(again())
    try:
        yield
    finally:
        feeding.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await feeding


async def waiting(exchange: Exchange, subscriber: Subscriber) -> asyncio.Task[list[str]]:
    """What it is sent next, once it waits for any value."""
    sending = asyncio.create_task(subscriber.next())
    (selection,) = exchange.selections._known.values()
    while not selection.idle:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.01)
    return sending


def values_of(messages: list[str]) -> list[dict[str, Any]]:
    (told,) = [m for m in map(json.loads, messages) if m["type"] == "values"]
    return list(told["values"])


async def test_a_burst_is_sent_when_it_is_over(exchange: Exchange):
    subscriber, numbers = await subscriber_of(exchange), count(1)

    def all_tags() -> None:
        number = next(numbers)
        for tag in TAGS:
            exchange.handle(measured(tag, number))

    sending = await waiting(exchange, subscriber)
    async with fed(all_tags, 0.01):
        await asyncio.wait([sending], timeout=1.5)
        assert not sending.done()
    told = values_of(await asyncio.wait_for(sending, 30))
    assert {value["value"] for value in told} == {float(next(numbers) - 1)}
    assert len(told) == len(TAGS)


async def test_what_trickles_in_is_not_waited_for(exchange: Exchange):
    subscriber, tags, numbers = await subscriber_of(exchange), cycle(TAGS), count(1)

    def one_tag() -> None:
        exchange.handle(measured(next(tags), next(numbers)))

    sending = await waiting(exchange, subscriber)
    async with fed(one_tag, 0.05):  # eight in a while, of 700
        told = values_of(await asyncio.wait_for(sending, 30))
    assert 0 < len(told) < len(TAGS)
