"""Carries setpoints to the plant and proves what became of them."""

from twin_agents.commander.agent import Commander

__all__ = ["Commander"]
