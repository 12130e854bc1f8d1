"""A server whose tags change by themselves, as often as it is told to.

The process serves at once, changes values from the first line of its standard input to the second,
and then tells how many changes there were.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from twin_ops.plant_link import server_security
from twin_ops.settings import Settings
from twin_plc_adapters.opcua.server import PlantServer
from twin_schemas.plant import Plant

FIRST = 0.0
"""Value of every tag before it changes."""
OF_A_FOLDER = 100
_TICK_S = 0.1


@dataclass(frozen=True)
class Load:
    """What is asked of the adapter.

    Attributes:
        tags: Subscribed.
        every_s: Between two changes of a tag, in seconds.
    """

    tags: int
    every_s: float

    @property
    def rate(self) -> float:
        """Changes a second, of all tags."""
        return self.tags / self.every_s


def many_tags(plant: Plant, count: int) -> Plant:
    """The plant with other tags: so many, all measured, a hundred of each piece of equipment."""
    one = next(tag for tag in plant.tags.values() if tag.kind == "measurement")
    tags = (
        replace(one, name=f"TT-{number:05}", equipment=f"U-{number // OF_A_FOLDER:03}")
        for number in range(count)
    )
    return replace(plant, tags={tag.name: tag for tag in tags})


async def serve(plant: Plant, settings: Settings, load: Load) -> None:
    """Serves until killed."""
    server = PlantServer(
        plant, settings.opcua, lambda _tag, _value: None, server_security(settings), kept=1
    )
    await server.start()
    await server.show(dict.fromkeys(plant.tags, FIRST), {})
    _tell("serving")
    await asyncio.to_thread(sys.stdin.readline)
    stop = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
    changes = 0
    async for scan, share in _scans(tuple(plant.tags), load.every_s):
        if stop.done():
            break
        await server.show(dict.fromkeys(share, float(scan)), {})
        changes += len(share)
    _tell(str(changes))
    await asyncio.Event().wait()


async def _scans(
    tags: tuple[str, ...], every_s: float
) -> AsyncIterator[tuple[int, tuple[str, ...]]]:
    """Ten times a second the tags that are due, each with how often it has been due."""
    loop, changed, begun = asyncio.get_running_loop(), 0, asyncio.get_running_loop().time()
    while True:
        await asyncio.sleep(_TICK_S)
        due = int((loop.time() - begun) * len(tags) / every_s)
        while changed < due:
            scan, place = divmod(changed, len(tags))
            share = tags[place : place + due - changed]
            yield scan + 1, share
            changed += len(share)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
