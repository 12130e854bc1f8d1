"""The process model: a pure library without bus, clock or asyncio."""
