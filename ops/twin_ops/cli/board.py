"""The live status of `twin up` in the foreground."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from twin_ops.cli.output import coloured, table
from twin_ops.settings import Settings
from twin_ops.supervisor.state import InstanceReport

_COLUMNS = ("process", "state", "memory>", "restarts>", "reason")


class Board:
    """Draws reports on a terminal; prints one line per change elsewhere.

    Args:
        settings: Which instance.
        console: Where to draw.
    """

    def __init__(self, settings: Settings, console: Console) -> None:
        self._settings = settings
        self._console = console
        self._live = Live(console=console, auto_refresh=False) if console.is_terminal else None
        self._told: dict[str, str] = {}
        self._announced = False

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()
        self._console.print("stopped")

    def show(self, report: InstanceReport) -> None:
        """Draws a report."""
        if self._live:
            self._live.update(Group(_table(report), self._foot(report)), refresh=True)
            return
        for process in report.processes:
            line = f"{process.name} {process.state} {process.reason}".strip()
            if self._told.get(process.name) != line:
                self._told[process.name] = line
                self._console.print(line)
        if report.healthy and not self._announced:
            self._announced = True
            self._console.print(self._foot(report))

    def _foot(self, report: InstanceReport) -> Text:
        if report.healthy_after is None:
            return Text("\nstarting; Ctrl-C stops everything", style="dim")
        memory = f"{report.memory / 2**20:.0f} MiB"
        return Text(
            f"\nscreen: {report.url}    first healthy after {report.healthy_after:.1f} s, "
            f"{memory}\nlogs: {self._settings.logs}    Ctrl-C stops everything"
        )


def _table(report: InstanceReport) -> Table:
    return table(
        _COLUMNS,
        (
            (
                p.name,
                coloured(p.state),
                f"{p.memory / 2**20:.0f} MiB",
                str(p.restarts),
                Text(p.reason, overflow="ellipsis", no_wrap=True),
            )
            for p in report.processes
        ),
    )
