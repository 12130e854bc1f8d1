"""Adapters between plant protocols and the bus."""
