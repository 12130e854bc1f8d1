"""When the next scan of a training is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from twin_ops.errors import Usage

LEAST_SPEED, MOST_SPEED = 0.1, 100.0
_LONGEST_LAG = 1.0  # s; what a slow machine could not do in time is not made up for


@dataclass
class Pace:
    """Plant time against the clock.

    Attributes:
        scan: Plant time of a scan, in s.
        clock: Seconds of a clock that never goes back.
        speed: Seconds of plant time in a second.
        running: Whether plant time goes on.
    """

    scan: float
    clock: Callable[[], float]
    speed: float = 1.0
    running: bool = False
    _due: float = field(default=0.0, init=False)

    def run(self) -> None:
        """Lets plant time go on."""
        if not self.running:
            self.running, self._due = True, self.clock()

    def freeze(self) -> None:
        """Holds plant time."""
        self.running = False

    def change(self, speed: float) -> None:
        """Takes another speed.

        Raises:
            Usage: It is none.
        """
        if not LEAST_SPEED <= speed <= MOST_SPEED:
            raise Usage(f"a speed of {speed:g} is none; give {LEAST_SPEED:g} to {MOST_SPEED:g}")
        self.speed = speed
        self._due = min(self._due, self.clock() + scan_s(self))

    def wait(self) -> float | None:
        """Seconds until the next scan; None while plant time is held."""
        return max(0.0, self._due - self.clock()) if self.running else None

    def took(self) -> None:
        """Takes note that the scan that was due is done."""
        self._due = max(self._due + scan_s(self), self.clock() - _LONGEST_LAG)


def scan_s(pace: Pace) -> float:
    """Seconds of the clock between two scans."""
    return pace.scan / pace.speed
