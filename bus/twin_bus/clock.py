"""The only place of the runtime where time is read."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Wall-clock time."""

    def now_ns(self) -> int:
        """Nanoseconds since 1970-01-01 UTC."""
        ...


class SystemClock:
    """The operating system's clock."""

    def now_ns(self) -> int:
        """Nanoseconds since 1970-01-01 UTC."""
        return time.time_ns()
