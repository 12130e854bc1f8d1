"""Many clients of a stream, each with tags of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import socket
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from twin_ops.bench.exchange.place import Served
from twin_ops.errors import Unreachable

CLIENTS = 500
TAGS_EACH = 200
SLOW = 10
_LOOKED_AT = 10  # every tenth client reads what it gets; the others only take it
_SMALL_BUFFER = 4_096
_AT_ONCE = 20
_PATIENCE = 60.0


@dataclass
class Watcher:
    """One client.

    Attributes:
        tags: What it watches.
        looks: Whether it reads what it takes.
        messages: How many it took.
        delays: From the source's time to the arrival of each value that was new, in s.
    """

    tags: Sequence[str]
    looks: bool
    messages: int = 0
    delays: list[float] = field(default_factory=list)
    _newest: dict[str, str] = field(default_factory=dict)

    def take(self, text: str | bytes, arrived: float) -> None:
        """Takes a message at a Unix time; what was there before the first one is not counted."""
        self.messages += 1
        if not self.looks:
            return
        message = json.loads(text)
        times: dict[str, float] = {}
        for value in message.get("values", ()):
            tag, at = value["tag"], value["source_time"]
            if at is None or at == (before := self._newest.get(tag)):
                continue
            self._newest[tag] = at
            if before is not None:
                times.setdefault(at, arrived - datetime.fromisoformat(at).timestamp())
                self.delays.append(times[at])

    def forget(self) -> None:
        """Begins to count anew."""
        self.delays, self.messages = [], 0


@contextlib.asynccontextmanager
async def watching(served: Served, tags: Sequence[str]) -> AsyncIterator[list[Watcher]]:
    """Five hundred clients that read while the block runs; each was sent something already."""
    chosen = random.Random(6)  # noqa: S311 - the same tags in every run
    watchers = [
        Watcher(chosen.sample([*tags], TAGS_EACH), looks=number % _LOOKED_AT == 0)
        for number in range(CLIENTS)
    ]
    gate = asyncio.Semaphore(_AT_ONCE)
    first = [asyncio.Event() for _ in watchers]
    tasks = [
        asyncio.create_task(_watch(served, one, gate, event))
        for one, event in zip(watchers, first, strict=True)
    ]
    try:
        await _all(tasks, first)
        yield watchers
        for task in tasks:
            if task.done():
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _all(tasks: list[asyncio.Task[None]], first: list[asyncio.Event]) -> None:
    """Waits for all first messages.

    Raises:
        Unreachable: If a client does not come in.
    """
    came = asyncio.create_task(_each(first))
    done, _ = await asyncio.wait([came, *tasks], return_when=asyncio.FIRST_COMPLETED)
    if came not in done:
        came.cancel()
    try:
        for task in done:
            task.result()
    except (OSError, TimeoutError, WebSocketException) as error:
        message = f"a client did not come in: {error!r}; is the machine busy? run it again"
        raise Unreachable(message) from error


async def _each(events: list[asyncio.Event]) -> None:
    for event in events:
        await event.wait()


async def _watch(
    served: Served, watcher: Watcher, gate: asyncio.Semaphore, first: asyncio.Event
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        async with gate:
            client = await stack.enter_async_context(_client(served))
            await _hello(client, served, watcher.tags, rate_hz=5)
            watcher.take(await client.recv(), time.time())
            first.set()
        async for text in client:
            watcher.take(text, time.time())


def _client(served: Served, given: socket.socket | None = None) -> connect:
    return connect(
        f"ws://127.0.0.1:{served.port}/v1/stream",
        max_size=None,
        max_queue=2,
        compression=None,
        proxy=None,
        ping_interval=None,
        open_timeout=_PATIENCE,
        sock=given,
    )


async def _hello(
    client: ClientConnection, served: Served, patterns: Sequence[str], rate_hz: float
) -> None:
    hello = {"token": served.token, "subscribe": [*patterns], "rate_hz": rate_hz}
    await client.send(json.dumps(hello))


@contextlib.asynccontextmanager
async def not_reading(served: Served) -> AsyncIterator[None]:
    """Ten clients that want everything and take nothing while the block runs."""
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(SLOW):
            given = socket.socket()
            given.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
            given.setblocking(False)
            address = "127.0.0.1", served.port
            await asyncio.get_running_loop().sock_connect(given, address)
            client = await stack.enter_async_context(_client(served, given))
            await _hello(client, served, ["*"], rate_hz=50)
            stack.callback(client.transport.abort)
        yield
