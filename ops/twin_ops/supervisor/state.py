"""The state file through which other commands see a running instance."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from twin_ops.settings import Settings

if TYPE_CHECKING:
    from twin_ops.supervisor.process import ProcessState


@dataclass(frozen=True, kw_only=True)
class ProcessReport:
    """One row of the status table.

    Attributes:
        name: Process.
        state: How it is.
        reason: Why it is not healthy.
        pid: Process number, or None.
        restarts: How often it was started again.
        since: Unix time of the last change of state.
        memory: Bytes of memory, with its share of what it has in common with others.
    """

    name: str
    state: ProcessState
    reason: str
    pid: int | None
    restarts: int
    since: float
    memory: int


@dataclass(frozen=True, kw_only=True)
class InstanceReport:
    """A running instance.

    Attributes:
        pid: The supervisor's process number.
        born: Its creation time, which tells it from a later process with the same number.
        started: Unix time of `twin up`.
        url: Address of the screen.
        memory: Bytes of all processes, with the supervisor and what its children share.
        healthy_after: Seconds from the start to all healthy; None before that.
        processes: One report each.
    """

    pid: int
    born: float
    started: float
    url: str
    memory: int
    healthy_after: float | None
    processes: tuple[ProcessReport, ...]

    @property
    def healthy(self) -> bool:
        """Whether every process is."""
        return bool(self.processes) and all(p.state == "healthy" for p in self.processes)


def state_file(settings: Settings) -> Path:
    """Where the report of this instance is."""
    return settings.home / "run" / "instance.json"


def write_report(settings: Settings, report: InstanceReport) -> None:
    """Replaces the report in one step."""
    file = state_file(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(json.dumps(asdict(report)))
    new.replace(file)


def read_report(settings: Settings) -> InstanceReport | None:
    """The report of the running instance; None if none runs."""
    report = last_report(settings)
    return report if report and is_alive(report.pid, report.born) else None


def last_report(settings: Settings) -> InstanceReport | None:
    """The report that was written last, by an instance that may have ended."""
    try:
        content = json.loads(state_file(settings).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    processes = tuple(ProcessReport(**entry) for entry in content.pop("processes"))
    return InstanceReport(**content, processes=processes)


def is_alive(pid: int, born: float) -> bool:
    """Whether the process with this number and creation time runs."""
    try:
        return abs(psutil.Process(pid).create_time() - born) < 1.0
    except psutil.NoSuchProcess:
        return False


def own_birth() -> float:
    """Creation time of this process."""
    return float(psutil.Process(os.getpid()).create_time())
