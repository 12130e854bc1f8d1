"""Copies of joined hours in an object store, read from there once they are nowhere else."""

from twin_agents.historian.store.store import Store, StoreAway, store_at

__all__ = ["Store", "StoreAway", "store_at"]
