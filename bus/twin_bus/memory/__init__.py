"""A bus inside one process, for unit tests."""

from twin_bus.memory.bus import MemoryBus, MemorySchemas

__all__ = ["MemoryBus", "MemorySchemas"]
