"""The unified data exchange: HTTP, JSON and WebSocket in front of the bus."""

from twin_agents.exchange.access import Access, create_access
from twin_agents.exchange.agent import Exchange

__all__ = ["Access", "Exchange", "create_access"]
