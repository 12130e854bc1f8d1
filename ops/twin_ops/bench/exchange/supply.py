"""Records in JSON to one application."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

from twin_ops.bench.exchange.figures import Supplied
from twin_ops.bench.exchange.http import BareClient
from twin_ops.bench.exchange.place import Served
from twin_ops.bench.exchange.sample import DECLARATION, NAME, RECORDS, batch

_CLIENTS = 4
_WARM_UP = 2
_REQUESTS = 60
STEPS = _CLIENTS * (_WARM_UP + _REQUESTS)
_PATH = f"/v1/contracts/{NAME}/1/messages"


async def declare(served: Served) -> None:
    """Declares the contract that is supplied."""
    async with BareClient(served.port, served.token) as client:
        await client.send("POST", "/v1/contracts", json.dumps(DECLARATION).encode())


async def supplied(served: Served, advance: Callable[[], None]) -> Supplied:
    """Four clients supply at once, each one request after the other."""
    await _round(served, _WARM_UP, advance)
    cpu_s, begun = served.cpu_s(), time.perf_counter()
    await _round(served, _REQUESTS, advance)
    return Supplied(
        records=_CLIENTS * _REQUESTS * RECORDS,
        seconds=time.perf_counter() - begun,
        cpu_s=served.cpu_s() - cpu_s,
    )


async def _round(served: Served, requests: int, advance: Callable[[], None]) -> None:
    body = batch(0)
    async with asyncio.TaskGroup() as clients:
        for _ in range(_CLIENTS):
            clients.create_task(_supply(served, body, requests, advance))


async def _supply(served: Served, body: bytes, requests: int, advance: Callable[[], None]) -> None:
    async with BareClient(served.port, served.token) as client:
        for _ in range(requests):
            await client.send("POST", _PATH, body)
            advance()
