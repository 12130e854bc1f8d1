"""What the behaviour suite needs of a plant, whatever it speaks."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import twin_schemas
from twin_ops.torture.seen import Seen
from twin_plc_adapters.cancelled import is_cancelled
from twin_plc_adapters.plant_adapter import PlantAdapter
from twin_schemas.messages import Measurement, WriteAttempted, WriteRequested
from twin_schemas.plant import Tag, load_plant

PLANT = load_plant(Path(twin_schemas.__file__).parent / "plant" / "nitrogen.yaml")
TAGS: Mapping[str, Tag] = {n: replace(tag, rate_s=0.3) for n, tag in PLANT.tags.items()}
VALUES = {tag.name: tag.design for tag in TAGS.values()}
SETPOINT, MEASURED, OTHER = "FIC-941.SP", "FT-941", "PT-941"
REFUSED = -1.0


@dataclass
class Rig:
    """A plant that a test can start, stop, show values on, and whose writes are recorded.

    Attributes:
        can_refuse: Whether the protocol lets a plant say no to a write.
        can_be_silent: Whether a plant that answers and has nothing new is told from a steady one.
        unwell: What the plant says of a tag that has no good value, as the adapter tells it.
    """

    can_refuse: ClassVar[bool] = True
    can_be_silent: ClassVar[bool] = True
    origin: ClassVar[str] = "plant"
    unwell: ClassVar[str]

    written: list[tuple[str, float]] = field(default_factory=list)

    def adapter(self) -> PlantAdapter:
        raise NotImplementedError

    async def start(self) -> None:
        raise NotImplementedError

    async def stop(self) -> None:
        raise NotImplementedError

    async def show(self, values: Mapping[str, float], unwell: str = "") -> None:
        """New values of all tags; `unwell` is a tag that has none."""
        raise NotImplementedError

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        await self.start()
        try:
            await self.show(VALUES)
            yield
        finally:
            await self.stop()

    @asynccontextmanager
    async def showing(self, values: Mapping[str, float] = VALUES) -> AsyncIterator[None]:
        """Shows the same values again and again, as a plant that scans does."""

        async def scan() -> None:
            # Sending may swallow a cancellation: `wait_for` of Python 3.11 does at its end.
            while not is_cancelled():
                await self.show(values)
                await asyncio.sleep(0.15)

        task = asyncio.create_task(scan())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@dataclass
class Watched:
    """A running adapter and what it tells."""

    adapter: PlantAdapter
    seen: Seen = field(default_factory=Seen)

    def ask(self, request: WriteRequested) -> None:
        """Has the adapter take a request, and lets it hear what it announces."""
        for announced in self.adapter.handle(request):
            assert self.adapter.handle(announced) == []

    def of(self, tag: str, mark: int = 0) -> list[Measurement]:
        return [m for m in self.seen.since(mark) if m.tag == tag]

    async def until(self, tag: str, quality: str, mark: int = 0) -> Measurement:
        def found() -> list[Measurement]:
            return [m for m in self.of(tag, mark) if m.quality == quality]

        await self.seen.until(f"{tag} is {quality}", lambda: bool(found()), 15)
        return found()[0]

    async def until_all_good(self, mark: int = 0) -> None:
        def good() -> set[str]:
            return {m.tag for m in self.seen.since(mark) if m.quality == "good"}

        await self.seen.until("all are good", lambda: good() == set(TAGS), 15)

    async def answer(self, number: str) -> WriteAttempted:
        def found() -> list[WriteAttempted]:
            records = self.seen.records
            return [r for r in records if isinstance(r, WriteAttempted) and r.request_id == number]

        await self.seen.until(f"request {number} is answered", lambda: bool(found()), 15)
        return found()[0]


@asynccontextmanager
async def watching(rig: Rig) -> AsyncIterator[Watched]:
    watched = Watched(rig.adapter())
    task = asyncio.create_task(watched.adapter.run(watched.seen))
    try:
        yield watched
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def write(
    value: float, number: str, tag: str = SETPOINT, *, not_after_ns: int = 2**62
) -> WriteRequested:
    unit = TAGS[tag].unit if tag in TAGS else "1"
    return WriteRequested(
        request_id=number, tag=tag, value=value, unit=unit, not_after_ns=not_after_ns
    )


def is_gap(measurement: Measurement, reason: str) -> bool:
    return (
        measurement.quality == "bad"
        and math.isnan(measurement.value)
        and reason in measurement.reason
    )
