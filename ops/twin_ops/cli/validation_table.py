"""What the model was compared with, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.text import Text

from twin_ops.cli.output import err, out, show_rows

if TYPE_CHECKING:
    from twin_simulator.validation import ValidationLine

COLUMNS = (
    *("case", "published>", "computed>", "unit", "deviation>", "tolerance>", "source"),
    *("result", "known"),
)
_WORDS = {"pass": "within tolerance", "known": "beyond it for a known reason", "fail": "beyond it"}


def show_lines(lines: Sequence[ValidationLine], *, as_json: bool) -> None:
    """Shows the lines, and on stderr how many there are of each result.

    On a terminal, where they would make the table too narrow, known reasons follow it.
    """
    if as_json:
        show_rows((), [asdict(line) for line in lines], as_json=True)
        return
    rows = [row(line) for line in lines]
    if out.is_terminal:
        show_rows(COLUMNS[:-1], rows)
        for reason in dict.fromkeys(line.known for line in lines if line.known):
            cases = "; ".join(line.case for line in lines if line.known == reason)
            out.print(Text("\nknown ", style="yellow") + Text(f"{cases}: {reason}"))
    else:
        show_rows(COLUMNS, rows)
    count = Counter(line.result for line in lines)
    err.print(", ".join(f"{count[result]} {words}" for result, words in _WORDS.items()))


def row(line: ValidationLine) -> dict[str, object]:
    """A line with its shares in percent."""
    shares = {
        "deviation": f"{100 * line.deviation:+.2f} %",
        "tolerance": f"{100 * line.tolerance:.3g} %",
    }
    return {**asdict(line), **shares, "result": line.result}
