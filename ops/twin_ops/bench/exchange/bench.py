"""The three measurements, one after the other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence

from twin_bus.kafka import KafkaConnection
from twin_ops.bench.exchange import latest, supply
from twin_ops.bench.exchange.figures import (
    Watched,
    latest_lines,
    slow_lines,
    stream_lines,
    supply_lines,
)
from twin_ops.bench.exchange.http import BareClient
from twin_ops.bench.exchange.place import Place, Served, measured_place
from twin_ops.bench.exchange.plant_load import PERIOD
from twin_ops.bench.exchange.watchers import SLOW, TAGS_EACH, Watcher, not_reading, watching
from twin_ops.bench.line import BenchLine
from twin_ops.kept_plant import plant_of

_SETTLING = 5
_SECONDS = 15
_SLOW_SETTLING = 10
STEPS = 2 * supply.STEPS + 2 * latest.STEPS + 4 * _SECONDS + 2 * _SETTLING + _SLOW_SETTLING
_EVENTS_A_SECOND = 2  # a tag is measured and simulated
Advance = Callable[[], None]


def bench_exchange(kafka: KafkaConnection, advance: Advance) -> Iterator[BenchLine]:
    """JSON supply, reads of the latest value, and the stream, each beside a bare application.

    Args:
        kafka: Broker that nobody else uses.
        advance: Called `STEPS` times while it works.

    Raises:
        Unreachable: If one of the processes does not serve, or refuses.
    """
    with measured_place(kafka) as place:
        tags = [*plant_of(place.settings).tags]
        yield from asyncio.run(_supply(place, advance))
        with place.plant_load():
            asyncio.run(_until_measured(place.exchange, tags[0]))
            bare = asyncio.run(latest.read_times(place.bare, tags, advance))
            times = asyncio.run(latest.read_times(place.exchange, tags, advance))
            yield from latest_lines(times, bare)
            yield from asyncio.run(_streams(place, tags, advance))


async def _supply(place: Place, advance: Advance) -> list[BenchLine]:
    await supply.declare(place.exchange)
    bare = await supply.supplied(place.bare, advance)
    return [*supply_lines(await supply.supplied(place.exchange, advance), bare)]


async def _until_measured(served: Served, tag: str) -> None:
    async with BareClient(served.port, served.token) as client, asyncio.timeout(60):
        # There is no event for what another process has read from the bus.
        while json.loads(await client.send("GET", f"/v1/values/{tag}"))["value"] is None:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def _streams(place: Place, tags: Sequence[str], advance: Advance) -> list[BenchLine]:
    memory = place.bare.memory()
    async with watching(place.bare, tags) as watchers:
        bare = await _watched(place.bare, watchers, memory, advance)
    memory = place.exchange.memory()
    async with watching(place.exchange, tags) as watchers:
        before = await _watched(place.exchange, watchers, memory, advance)
        async with not_reading(place.exchange):
            await _pass(_SLOW_SETTLING, advance)
            unseen = await _conflated(place.exchange)
            beside = await _measured(watchers, advance)
            unseen = await _conflated(place.exchange) - unseen
    updates = SLOW * len(tags) * _SECONDS * _EVENTS_A_SECOND
    return [*stream_lines(before, bare), *slow_lines(beside, before.delays, unseen, updates)]


async def _watched(
    served: Served, watchers: Sequence[Watcher], memory: int, advance: Advance
) -> Watched:
    await _pass(_SETTLING, advance)
    cpu_s = served.cpu_s()
    delays = await _measured(watchers, advance)
    looking = sum(one.looks for one in watchers)
    return Watched(
        delays=delays,
        expected=int(looking * TAGS_EACH * _SECONDS / PERIOD),
        memory=served.memory() - memory,
        cores=(served.cpu_s() - cpu_s) / _SECONDS,
    )


async def _measured(watchers: Sequence[Watcher], advance: Advance) -> list[float]:
    for one in watchers:
        one.forget()
    await _pass(_SECONDS, advance)
    return [delay for one in watchers for delay in one.delays]


async def _pass(seconds: int, advance: Advance) -> None:
    for _ in range(seconds):
        await asyncio.sleep(1)
        advance()


async def _conflated(served: Served) -> int:
    async with BareClient(served.port, served.token) as client:
        status = json.loads(await client.send("GET", "/v1/status"))
    return int(status["counters"]["conflated"])
