"""The agent runtime: handlers on records, delivered over a bus."""
