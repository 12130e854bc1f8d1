"""Processes that a killed supervisor has left."""

from __future__ import annotations

import psutil

from twin_ops.settings import Settings
from twin_ops.supervisor.state import last_report


def clear_leftovers(settings: Settings) -> None:
    """Ends processes of an instance whose supervisor was killed."""
    report = last_report(settings)
    for process in report.processes if report else ():
        try:
            left = psutil.Process(process.pid) if process.pid else None
            if left and f"TWIN_HOME={settings.home}" in _environment(left):
                left.terminate()
                left.wait(10)
        except psutil.NoSuchProcess:
            continue
        except psutil.TimeoutExpired:
            psutil.Process(process.pid).kill()


def _environment(process: psutil.Process) -> list[str]:
    try:
        return [f"{name}={value}" for name, value in process.environ().items()]
    except psutil.AccessDenied:
        return []
