"""The agent runtime: handlers on records, delivered over a bus."""

from twin_bus.connecting import connect

__all__ = ["connect"]
