"""`twin up`, `twin down`, `twin status`."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Annotated

import psutil
import typer

from twin_ops.adapter_choice import require_adapter
from twin_ops.certificates.ensure import ensure_certificates
from twin_ops.cli.board import Board
from twin_ops.cli.output import err, out, print_json, show_rows
from twin_ops.errors import FAILED, UNREACHABLE, NotHealthy
from twin_ops.kafka.broker import Broker
from twin_ops.kafka.prepare import secured_kafka
from twin_ops.plant_link import ensure_link
from twin_ops.settings import Settings, load_settings
from twin_ops.supervisor.state import InstanceReport, read_report
from twin_ops.supervisor.supervisor import Supervisor, clear_leftovers, require_startable
from twin_ops.wiring import SPOOLED, access_of, adapter_of, history_told, outbox_told, plant_of
from twin_plc_adapters.plant_adapter import ROLE

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
_PATIENCE = 90.0
_STOP_PATIENCE = 40.0


def up(
    detach: Annotated[
        bool, typer.Option("--detach", "-d", help="Return when every agent is healthy.")
    ] = False,
    timeout: Annotated[float, typer.Option(help="With --detach: seconds to wait.")] = _PATIENCE,
) -> None:
    """Start the plant, the bus and all agents.

    Without `--detach` it stays in the foreground with a live status; Ctrl-C stops everything.

    Examples: `twin up`, `twin up --detach`, `TWIN_HOME=/tmp/b TWIN_PORT_BASE=9300 twin up`
    """
    settings = load_settings()
    broker = _prepare(settings)
    if detach:
        _detach(settings, timeout)
    else:
        asyncio.run(_foreground(settings, broker))


def _prepare(settings: Settings) -> Broker | None:
    plant_of(settings)
    require_startable(settings)
    require_adapter(settings)
    if settings.adapter.name != ROLE:
        adapter_of(settings)  # whatever is wrong with its files is told here
    ensure_certificates(settings)
    ensure_link(settings)
    from twin_agents.exchange.access import create_access

    broker = None if settings.external_kafka else secured_kafka(settings, err)
    for name in SPOOLED:
        err.print(outbox_told(settings, name))
    err.print(history_told(settings))
    if password := create_access(access_of(settings), "admin"):
        err.print(
            f"First user: [bold]admin[/bold], password: [bold]{password}[/bold]\n"
            "It is shown only now. The command line of this user needs no password."
        )
    return broker


async def _foreground(settings: Settings, broker: Broker | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    with Board(settings, out) as board:
        await Supervisor(settings, broker, on_report=board.show).run(stop)


def _detach(settings: Settings, timeout: float) -> None:
    settings.logs.mkdir(parents=True, exist_ok=True)
    with (settings.logs / "supervisor.log").open("ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "twin_ops.supervisor"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    with err.status("Starting"):
        report = _wait_healthy(settings, child, timeout)
    out.print(f"all {len(report.processes)} processes healthy after {report.healthy_after:.1f} s")
    out.print(f"screen: {report.url}")


def _wait_healthy(
    settings: Settings, child: subprocess.Popen[bytes], timeout: float
) -> InstanceReport:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline and child.poll() is None:
        report = read_report(settings)
        if report and report.healthy:
            return report
        time.sleep(0.1)
    report = read_report(settings)
    if report is None:
        raise NotHealthy(
            f"the twin did not start; its last words are in {settings.logs / 'supervisor.log'}"
        )
    wanting = [p for p in report.processes if p.state != "healthy"]
    raise NotHealthy(
        "not healthy in time: "
        + "; ".join(f"{p.name} is {p.state} ({p.reason or 'no reason given'})" for p in wanting)
        + f". It goes on in the background: `twin status`, `twin down`, logs in {settings.logs}"
    )


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
