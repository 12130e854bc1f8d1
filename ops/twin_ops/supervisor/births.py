"""What the supervisor and a nursery tell each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Start:
    """Fork the named process of the instance; its output goes to `log`."""

    name: str
    log: Path


@dataclass(frozen=True)
class Started:
    """It runs with this process number."""

    name: str
    pid: int


@dataclass(frozen=True)
class Ended:
    """The process ended with `code`; a signal's number is negative."""

    pid: int
    code: int
