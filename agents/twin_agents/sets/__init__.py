"""Setpoint sets: saved, compared, and restored as one transaction."""

from twin_agents.sets.agent import Sets

__all__ = ["Sets"]
