"""Keeps what was on the bus, and reads it again."""

from twin_agents.historian.agent import Historian
from twin_agents.historian.limits import Limits

__all__ = ["Historian", "Limits"]
