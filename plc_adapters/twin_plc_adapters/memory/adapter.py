"""The adapter with its plant in itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from twin_bus.agent import Outbox
from twin_plc_adapters.adapter_settings import AdapterSettings
from twin_plc_adapters.link import Heard
from twin_plc_adapters.linked_adapter import LinkedAdapter
from twin_plc_adapters.memory.plant import MemoryLink, MemoryPlant
from twin_schemas.plant import Plant
from twin_schemas.vocabulary import Origin

_SCAN_S = 1.0


@dataclass(kw_only=True)
class MemoryAdapter(LinkedAdapter):
    """Tells the values of a plant in memory; their origin is `model`, for nothing is measured.

    Attributes:
        plant: The plant.
        scan_s: How often it looks at its values; 0 for never by itself.
    """

    origin: ClassVar[Origin] = "model"

    plant: MemoryPlant
    scan_s: float = _SCAN_S

    @property
    def where(self) -> str:
        """That it is nowhere else."""
        return "memory"

    def link_to(self, heard: Heard) -> MemoryLink:
        return MemoryLink(self.plant, heard)

    async def tell(self, out: Outbox) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(super().tell(out))
            group.create_task(self._scan())

    async def _scan(self) -> None:
        while self.scan_s:
            await asyncio.sleep(self.scan_s)
            self.plant.look_again()


def memory_adapter(plant: Plant, _settings: AdapterSettings) -> MemoryAdapter:
    """An adapter whose plant begins at the design point."""
    return MemoryAdapter(tags=plant.tags, plant=MemoryPlant(plant.tags))
