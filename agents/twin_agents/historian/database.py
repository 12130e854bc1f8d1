"""The engine that answers questions about files, one for a process."""

from __future__ import annotations

import functools

import duckdb

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MB",
    "enable_external_file_cache": False,  # the system has them in memory already
}


def own_database() -> duckdb.DuckDBPyConnection:
    """One that nothing else uses, for what would be told to all questions; to be closed."""
    return duckdb.connect(config=_SETTINGS)


def database() -> duckdb.DuckDBPyConnection:
    """For one question, in any thread, without the 0.02 s that making one takes; to be closed."""
    return _shared().cursor()


@functools.cache
def _shared() -> duckdb.DuckDBPyConnection:
    return own_database()
