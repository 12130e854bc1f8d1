"""One supervised child process."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from twin_ops.supervisor.launch import Child, Launch, memory_of

log = logging.getLogger(__name__)
ProcessState = Literal["starting", "healthy", "degraded", "down"]
_BACKOFF = (0.2, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_STEADY_SECONDS = 60.0
_KILL_AFTER = 12.0
_LOG_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True)
class Probe:
    """What a health check found."""

    state: ProcessState
    reason: str = ""


@dataclass(frozen=True)
class ProcessSpec:
    """What to start and how to know that it is well.

    Attributes:
        name: Name in the status table and of the log file.
        launch: Starts it.
        probe: Asks the running process how it is.
    """

    name: str
    launch: Launch
    probe: Callable[[], Awaitable[Probe]]


@dataclass
class SupervisedProcess:
    """Keeps one process running: restarts it with backoff when it ends.

    Attributes:
        spec: What to run.
        logs: Folder of the log file.
        state: What the last probe found, or `down`.
        reason: Why it is not healthy.
        restarts: How often it was started again.
        since: Unix time of the last change of state.
    """

    spec: ProcessSpec
    logs: Path
    state: ProcessState = "starting"
    reason: str = ""
    restarts: int = 0
    since: float = field(default_factory=time.time)
    _child: Child | None = None

    @property
    def _is_running(self) -> bool:
        return self._child is not None and self._child.returncode is None

    @property
    def pid(self) -> int | None:
        """Process number while it runs."""
        return self._child.pid if self._child is not None and self._is_running else None

    def memory(self) -> int:
        """Its bytes of memory, with its share of what it has in common with others."""
        return memory_of(self.pid) if self.pid else 0

    def note(self, state: ProcessState, reason: str = "") -> None:
        """Sets state and reason."""
        if state != self.state:
            self.since = time.time()
        self.state, self.reason = state, reason

    async def keep_running(self) -> None:
        """Starts the process, and again whenever it ends, until cancelled."""
        failures = 0
        while True:
            begun = time.monotonic()
            code = await self._run_once()
            failures = 0 if time.monotonic() - begun > _STEADY_SECONDS else failures + 1
            pause = _BACKOFF[min(failures, len(_BACKOFF) - 1)]
            self.note("down", f"{ended(code)}, starting again in {pause:g} s{self._last_words()}")
            log.warning("%s: %s", self.spec.name, self.reason)
            await asyncio.sleep(pause)
            self.restarts += 1

    async def _run_once(self) -> int:
        file = self.log_file
        if file.exists() and file.stat().st_size > _LOG_LIMIT:
            file.replace(file.with_suffix(".log.1"))
        self._child = await self.spec.launch(file)
        self.note("starting")
        return await self._child.wait()

    @property
    def log_file(self) -> Path:
        """Where the process's output goes."""
        return self.logs / f"{self.spec.name}.log"

    def _last_words(self) -> str:
        lines = [
            line for line in self.log_file.read_text(errors="replace").splitlines()[-20:] if line
        ]
        return f"; its last words: {lines[-1][:200]}" if lines else ""

    async def check(self) -> None:
        """Probes the process and notes what it finds."""
        if self.pid is None:
            return
        child, found = self._child, await self.spec.probe()
        still_starting = found.state == "down" and self.state == "starting"
        if child is self._child and self._is_running and not still_starting:
            self.note(found.state, found.reason)

    async def stop(self) -> None:
        """Asks the process to end, and kills it if it does not in time."""
        child = self._child
        if child is None or child.returncode is not None:
            return
        child.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(child.wait(), _KILL_AFTER)
        except TimeoutError:
            child.send_signal(signal.SIGKILL)
            await child.wait()
        self.note("down", "stopped")


def ended(code: int) -> str:
    """How a process ended, in words."""
    return (
        f"ended with exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"
    )
