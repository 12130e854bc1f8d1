"""`twin down` and `twin status`."""

from __future__ import annotations

import os
import signal
from dataclasses import asdict
from typing import Annotated

import psutil
import typer

from twin_ops.cli.output import err, out, print_json, show_rows
from twin_ops.errors import FAILED, UNREACHABLE
from twin_ops.settings import load_settings
from twin_ops.supervisor.leftovers import clear_leftovers
from twin_ops.supervisor.state import InstanceReport, read_report

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
_STOP_PATIENCE = 40.0


def down() -> None:
    """Stop the instance; its state stays.

    Example: `twin down`
    """
    settings = load_settings()
    report = read_report(settings)
    if report is None:
        clear_leftovers(settings)
        err.print("no twin is running here")
        return
    supervisor = psutil.Process(report.pid)
    os.kill(report.pid, signal.SIGTERM)
    with err.status("Stopping"):
        try:
            supervisor.wait(_STOP_PATIENCE)
        except psutil.TimeoutExpired:
            supervisor.kill()
            clear_leftovers(settings)
    out.print("stopped")


def status(as_json: Json = False) -> None:
    """Show every process of the instance.

    The exit code is 0 if all are healthy, 4 if one is not, 5 if the twin is not running.

    Examples: `twin status`, `twin status --json | jq .state`
    """
    settings = load_settings()
    report = read_report(settings)
    if report is None:
        if as_json:
            print_json({"running": False, "healthy": False, "processes": []})
        else:
            err.print("the twin is not running; start it with `twin up`")
        raise typer.Exit(UNREACHABLE)
    if as_json:
        print_json({"running": True, "healthy": report.healthy} | asdict(report))
    else:
        show_rows(_COLUMNS, rows(report))
        err.print(f"screen: {report.url}    {report.memory / 2**20:.0f} MiB in all")
    if not report.healthy:
        raise typer.Exit(FAILED)


_COLUMNS = ("process", "state", "pid>", "memory>", "restarts>", "reason")


def rows(report: InstanceReport) -> list[dict[str, object]]:
    """Rows of the status table."""
    return [
        {
            "process": p.name,
            "state": p.state,
            "pid": p.pid,
            "memory": f"{p.memory / 2**20:.0f} MiB",
            "restarts": str(p.restarts),
            "reason": p.reason,
        }
        for p in report.processes
    ]
