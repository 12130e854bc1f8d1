"""A plant of numbers: measurements stay, setpoints take what is written."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from twin_bus.clock import Clock, SystemClock
from twin_plc_adapters.link import Heard, WriteRefused
from twin_plc_adapters.reading import Reading
from twin_schemas.plant import Tag


@dataclass
class MemoryPlant:
    """Values by tag, and the links that follow them.

    Attributes:
        tags: What there is.
        clock: What its readings are dated by.
        up: Whether it can be connected to.
        written: Every write that it took, in order.
    """

    tags: Mapping[str, Tag]
    clock: Clock = field(default_factory=SystemClock)
    up: bool = True
    written: list[tuple[str, float]] = field(default_factory=list)
    _values: dict[str, Reading] = field(default_factory=dict, init=False)
    _links: list[MemoryLink] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.show({name: tag.design for name, tag in self.tags.items()})

    def show(self, values: Mapping[str, float], reasons: Mapping[str, str] | None = None) -> None:
        """New values, each with the present time; a reason makes one bad."""
        now = self.clock.now_ns()
        for tag, value in values.items():
            reason = (reasons or {}).get(tag, "")
            shown = math.nan if reason else value
            self._values[tag] = Reading(shown, "bad" if reason else "good", reason, now, now)
            for link in self._links:
                link.heard(tag, self._values[tag])

    def look_again(self) -> None:
        """The same values, seen at the present time."""
        reasons = {tag: reading.reason for tag, reading in self._values.items()}
        self.show({tag: reading.value for tag, reading in self._values.items()}, reasons)

    def take(self, tag: str, value: float) -> None:
        """Takes a write.

        Raises:
            WriteRefused: If it is outside the tag's limits.
        """
        low, high = self.tags[tag].low, self.tags[tag].high
        if not low <= value <= high:
            raise WriteRefused(f"the plant refuses {tag} = {value:g}: not {low:g} to {high:g}")
        self.written.append((tag, value))
        self.show({tag: value})

    def values(self, tags: Sequence[str]) -> dict[str, Reading]:
        """What it has of these tags."""
        return {tag: self._values[tag] for tag in tags}

    def switch(self, *, up: bool) -> None:
        """Goes away, or comes back."""
        self.up = up
        for link in [] if up else [*self._links]:
            link.gone.set()

    def join(self, link: MemoryLink) -> None:
        """Follows from now on, and hears all that there is.

        Raises:
            ConnectionError: If the plant is away.
        """
        if not self.up:
            raise ConnectionError("the plant in memory is switched off")
        self._links.append(link)
        for tag, reading in self._values.items():
            link.heard(tag, reading)

    def leave(self, link: MemoryLink) -> None:
        """Follows no more."""
        if link in self._links:
            self._links.remove(link)


@dataclass(eq=False)
class MemoryLink:
    """A connection to a plant in memory.

    Attributes:
        plant: The plant.
        heard: Takes every value.
        gone: Set when the plant goes away.
    """

    plant: MemoryPlant
    heard: Heard
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> None:
        self.plant.join(self)

    async def check(self) -> int:
        return 0

    async def lost(self) -> None:
        await self.gone.wait()

    async def read(self, tags: Sequence[str]) -> Mapping[str, Reading]:
        return self.plant.values(tags)

    async def subscribe_anew(self, tags: Sequence[str]) -> None:
        for tag, reading in self.plant.values(tags).items():
            self.heard(tag, reading)

    async def write(self, tag: str, value: float, _within_s: float) -> None:
        self.plant.take(tag, value)

    async def close(self) -> None:
        self.plant.leave(self)
