"""Reads of one tag's latest value."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from twin_ops.bench.exchange.http import BareClient
from twin_ops.bench.exchange.place import Served

_READS = 1_000
_PAUSE = 0.009  # s; a read every ten milliseconds meets every moment of the plant's second
STEPS = _READS


async def read_times(
    served: Served, tags: Sequence[str], advance: Callable[[], None]
) -> list[float]:
    """Seconds of each read, one after the other."""
    found = []
    async with BareClient(served.port, served.token) as client:
        for number in range(_READS):
            begun = time.perf_counter()
            await client.send("GET", f"/v1/values/{tags[number % len(tags)]}")
            found.append(time.perf_counter() - begun)
            advance()
            await asyncio.sleep(_PAUSE)
    return found
