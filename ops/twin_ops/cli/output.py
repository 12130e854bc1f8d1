"""Tables for people, clean lines for pipes, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

COLOURS = {
    "pass": "green",
    "known": "yellow",
    "fail": "bold red",
    "good": "",
    "uncertain": "yellow",
    "bad": "bold red",
    "healthy": "green",
    "starting": "cyan",
    "degraded": "yellow",
    "down": "bold red",
    "completed": "green",
    "failed": "bold red",
    "refused": "bold red",
    "overridden": "yellow",
    "awaiting_approval": "yellow",
    "approved": "green",
    "step_done": "green",
    "rolling_back": "yellow",
    "rolled_back": "yellow",
    "unacknowledged": "bold red",
    "acknowledged": "yellow",
    "returned": "yellow",
    "latched": "yellow",
    "shelved": "dim",
    "suppressed": "dim",
    "out_of_service": "dim",
}
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(thing: object) -> None:
    """One object on one line."""
    sys.stdout.write(json.dumps(thing) + "\n")
    sys.stdout.flush()


def show_error(text: str) -> None:
    """An error on stderr."""
    err.print(Text("error: ", style="bold red") + Text(text))


def coloured(word: str) -> Text:
    """A state or quality in its colour."""
    return Text(word, style=COLOURS.get(word, ""))


def table(columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> Table:
    """Rows under headings; columns that end in `>` are aligned right."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(
            column.rstrip(">"), justify="right" if column.endswith(">") else "left", overflow="fold"
        )
    for row in rows:
        made.add_row(*row)
    return made


def show_rows(
    columns: Sequence[str], rows: Sequence[Mapping[str, object]], *, as_json: bool = False
) -> None:
    """Rows as a table, as tab-separated lines in a pipe, or as JSON lines."""
    if as_json:
        for row in rows:
            print_json(row)
        return
    texts = [[cell(row.get(column.rstrip(">"))) for column in columns] for row in rows]
    if out.is_terminal:
        out.print(table(columns, ([coloured(text) for text in row] for row in texts)))
        return
    for line in [[column.rstrip(">") for column in columns], *texts]:
        sys.stdout.write("\t".join(line) + "\n")


def cell(value: object) -> str:
    """A value as short text; nothing as a dash."""
    if value is None or value == "":
        return "-"
    if isinstance(value, float):
        return f"{value:.5g}"
    if isinstance(value, list | tuple | set):
        return ", ".join(map(str, value)) or "-"
    return str(value)
