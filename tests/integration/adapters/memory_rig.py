"""A plant in the adapter's process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.integration.adapters.rig import TAGS, Rig

from twin_plc_adapters.memory.adapter import MemoryAdapter
from twin_plc_adapters.memory.plant import MemoryPlant


@dataclass
class MemoryRig(Rig):
    origin = "model"
    unwell = "sensor failed"
    plant: MemoryPlant = field(default_factory=lambda: MemoryPlant(TAGS, up=False))

    def __post_init__(self) -> None:
        self.written = self.plant.written

    def adapter(self) -> MemoryAdapter:
        return MemoryAdapter(tags=TAGS, plant=self.plant, scan_s=0)

    async def start(self) -> None:
        self.plant.switch(up=True)

    async def stop(self) -> None:
        self.plant.switch(up=False)

    async def show(self, values: Mapping[str, float], unwell: str = "") -> None:
        self.plant.show(values, {unwell: "sensor failed"} if unwell else {})
