"""The unified data exchange: HTTP, JSON and WebSocket in front of the bus."""
