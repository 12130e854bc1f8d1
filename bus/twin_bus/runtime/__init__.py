"""Runs an agent on a bus."""

from twin_bus.runtime.runtime import AgentRuntime

__all__ = ["AgentRuntime"]
