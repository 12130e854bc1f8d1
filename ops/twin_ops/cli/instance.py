"""`twin up`."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from typing import Annotated

import typer

from twin_ops.adapter_choice import require_adapter
from twin_ops.certificates.ensure import ensure_certificates
from twin_ops.cli.board import Board
from twin_ops.cli.output import err, out
from twin_ops.errors import NotHealthy
from twin_ops.instance_access import access_of
from twin_ops.kafka.broker import Broker
from twin_ops.kafka.prepare import secured_kafka
from twin_ops.kept_plant import plant_of
from twin_ops.plant_link import ensure_link
from twin_ops.settings import Settings, load_settings
from twin_ops.supervisor.state import InstanceReport, read_report
from twin_ops.supervisor.supervisor import Supervisor, require_startable
from twin_ops.wiring import SPOOLED, adapter_of, history_told, outbox_told
from twin_plc_adapters.plant_adapter import ROLE

_PATIENCE = 90.0


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
