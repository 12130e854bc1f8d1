"""How a supervised process is started."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import psutil

_MEMORY_SECONDS = 10.0


class Child(Protocol):
    """A started process, as `asyncio` offers it."""

    pid: int

    @property
    def returncode(self) -> int | None:
        """Exit code; None while it runs."""

    async def wait(self) -> int:
        """Returns the exit code when it has ended."""

    def send_signal(self, number: int, /) -> None:
        """Sends a signal."""


Launch = Callable[[Path], Awaitable[Child]]
"""Starts a process whose output is appended to the given log."""


async def execute(
    command: tuple[str, ...],
    environment: Mapping[str, str],
    log: Path,
    pass_fds: tuple[int, ...] = (),
) -> Child:
    """Starts a program in a session of its own; `environment` is added to ours."""
    with log.open("ab") as output:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **environment},
            pass_fds=pass_fds,
            start_new_session=True,
        )


def memory_of(pid: int) -> int:
    """Proportional set size where the system tells it, else the resident bytes.

    The system adds it up from every page, so it is asked only every `_MEMORY_SECONDS`.
    """
    return _measured(pid, int(time.monotonic() / _MEMORY_SECONDS))


@lru_cache(maxsize=64)
def _measured(pid: int, _moment: int) -> int:
    try:
        found = psutil.Process(pid).memory_full_info()
    except psutil.NoSuchProcess:
        return 0
    return int(getattr(found, "pss", found.rss))
