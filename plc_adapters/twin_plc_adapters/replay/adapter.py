"""The adapter that tells a recording."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from twin_bus.agent import Outbox
from twin_plc_adapters.adapter_settings import AdapterSettings, BadAdapterSetting
from twin_plc_adapters.plant_adapter import PlantAdapter
from twin_plc_adapters.replay.recording import Recorded, read_recording
from twin_schemas.plant import Plant
from twin_schemas.vocabulary import Origin, WriteOutcome

_NS = 1_000_000_000
_STARTED = "the replay has just started"
_ENDED = "the recording is at its end"
_AGAIN = "the recording begins again"
_ABSENT = "the recording has nothing of it"
_REFUSED = "a replay has no plant: nothing can be written"


@dataclass(kw_only=True)
class ReplayAdapter(PlantAdapter):
    """Tells recorded measurements at their distances in time.

    Guarantees: every value has the origin `replay` and the times of the recording, beside the
    time at which it is told now; no write reaches anything, and each is refused; at the end, and
    before it begins again, every tag is marked bad.

    Attributes:
        recording: In the order of their times; at least one.
        speed: Seconds of the recording in a second.
        loop: Whether it begins again at its end.
    """

    origin: ClassVar[Origin] = "replay"

    recording: Sequence[Recorded]
    speed: float = 1.0
    loop: bool = False

    async def tell(self, out: Outbox) -> None:
        self._trouble = ""
        present = {recorded.tag for recorded in self.recording}
        absent = [tag for tag in self.tags if tag not in present]
        reason = _STARTED
        while True:
            out.offer(self._measuring.gap([t for t in self.tags if t in present], reason))
            out.offer(self._measuring.gap(absent, _ABSENT))
            await self._play(out)
            if not self.loop:
                break
            reason = _AGAIN
        self._trouble = _ENDED
        out.offer(self._measuring.gap(present, _ENDED))

    async def _play(self, out: Outbox) -> None:
        loop = asyncio.get_running_loop()
        begin, first = loop.time(), self.recording[0].at_ns
        for recorded in self.recording:
            due = begin + (recorded.at_ns - first) / _NS / self.speed
            if due > loop.time():
                await asyncio.sleep(due - loop.time())
            told = self._measuring.recorded(recorded.tag, recorded.reading, late=recorded.late)
            out.offer([told])
        await asyncio.sleep(0)  # a recording of one moment, in a loop, must not hold everything up

    async def put(self, tag: str, value: float, within_s: float) -> tuple[WriteOutcome, str]:
        return "refused", _REFUSED


def replay_adapter(plant: Plant, settings: AdapterSettings) -> ReplayAdapter:
    """The adapter that the settings ask for.

    Raises:
        BadAdapterSetting: If no recording is named.
        BadRecording: If it cannot be used.
    """
    if settings.recording is None:
        raise BadAdapterSetting("the adapter replay needs a recording: set TWIN_REPLAY=FILE")
    recording = read_recording(settings.recording, plant.tags)
    return ReplayAdapter(
        tags=plant.tags, recording=recording, speed=settings.speed, loop=settings.loop
    )
