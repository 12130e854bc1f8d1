"""The keys of a tape: hold, go on, step, faster, elsewhere, end."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
_REMEMBERED = 100_000  # groups whose lateness is kept


class Ended(Exception):
    """Nothing more is to be played."""


@dataclass
class Transport:
    """Says when messages are due, and is told by whoever listens how to go on.

    Attributes:
        speed: 1 for as it was; infinite for as fast as can be.
        now: A monotonic clock in seconds.
        heard: Called when it comes to another place, or was told anything.
        held: Whether it waits until it is told to go on.
        ended: Whether it was told to end.
        place_ns: Time that is played, ns since 1970-01-01 UTC; 0 before the first message.
        late_s: By how much groups came too late.
    """

    speed: float = 1.0
    now: Callable[[], float] = time.monotonic
    heard: Callable[[], None] = lambda: None
    held: bool = field(default=False, init=False)
    ended: bool = field(default=False, init=False)
    place_ns: int = field(default=0, init=False)
    late_s: deque[float] = field(default_factory=lambda: deque(maxlen=_REMEMBERED), init=False)
    _began: tuple[float, int] | None = field(default=None, init=False)
    _sought_ns: int | None = field(default=None, init=False)
    _steps: int = field(default=0, init=False)
    _told: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def hold(self) -> None:
        """Waits at the place where it is, or goes on from there."""
        self.held = not self.held
        self._again()

    def step(self) -> None:
        """Plays what comes next, and waits."""
        self.held = True
        self._steps += 1
        self._again()

    def seek(self, by_ns: int) -> None:
        """Goes forward, or back, by this time from where it is."""
        place = self.place_ns if self._sought_ns is None else self._sought_ns
        self._sought_ns = place + by_ns
        self._again()

    def faster(self) -> None:
        """Takes the next higher speed."""
        self.speed = min((s for s in SPEEDS if s > self.speed), default=self.speed)
        self._again()

    def slower(self) -> None:
        """Takes the next lower speed."""
        self.speed = max((s for s in SPEEDS if s < self.speed), default=self.speed)
        self._again()

    def end(self) -> None:
        """Plays nothing more."""
        self.ended = True
        self._again()

    def sought(self, begin_ns: int, end_ns: int) -> int | None:
        """Begins where it was told to go, inside a span; None where it was told nothing."""
        if self._sought_ns is None:
            return None
        place_ns = min(max(self._sought_ns, begin_ns), end_ns)
        self._sought_ns = None
        self.start(place_ns)
        return place_ns

    def start(self, place_ns: int = 0) -> None:
        """Begins at a place, or at the first message."""
        self.place_ns = place_ns
        self._again()

    async def reach(self, time_ns: int) -> bool:
        """Returns when messages of this time are due; False where it is to go elsewhere.

        Raises:
            Ended: It was told to end.
        """
        while not self.ended and self._sought_ns is None:
            due = self._due_in(time_ns)
            if due is not None and due <= 0:
                self._note(-due)
                self.place_ns = time_ns
                self.heard()
                return True
            await self._wait(due)
        if self.ended:
            raise Ended
        return False

    def _note(self, late_s: float) -> None:
        if self._steps:
            self._steps -= 1
        elif self.speed != float("inf"):
            self.late_s.append(late_s)

    def _due_in(self, time_ns: int) -> float | None:
        """Seconds until messages of this time are due; None while it is held."""
        if self._steps:
            return 0.0
        if self.held:
            return None
        if self._began is None:
            self._began = self.now(), self.place_ns or time_ns
        began, begin_ns = self._began
        return began + (time_ns - begin_ns) / 1e9 / self.speed - self.now()

    async def _wait(self, seconds: float | None) -> None:
        self._told.clear()
        try:
            await asyncio.wait_for(self._told.wait(), seconds)
        except TimeoutError:
            return

    def _again(self) -> None:
        """Time is counted anew from the place where it is."""
        self._began = None
        self._told.set()
        self.heard()
