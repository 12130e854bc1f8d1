"""What the model was compared with, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from twin_ops.cli.output import err, show_rows

if TYPE_CHECKING:
    from twin_simulator.validation import ValidationLine

COLUMNS = (
    *("case", "published>", "computed>", "unit", "deviation>", "tolerance>", "result"),
    *("source", "known"),
)
_WORDS = {"pass": "within tolerance", "known": "beyond it for a known reason", "fail": "beyond it"}


def show_lines(lines: Sequence[ValidationLine], *, as_json: bool) -> None:
    """Shows the lines, and on stderr how many there are of each result."""
    if as_json:
        show_rows((), [asdict(line) for line in lines], as_json=True)
        return
    show_rows(COLUMNS, [row(line) for line in lines])
    count = Counter(line.result for line in lines)
    err.print(", ".join(f"{count[result]} {words}" for result, words in _WORDS.items()))


def row(line: ValidationLine) -> dict[str, object]:
    """A line with its shares in percent."""
    shares = {
        "deviation": f"{100 * line.deviation:+.2f} %",
        "tolerance": f"{100 * line.tolerance:.3g} %",
    }
    return {**asdict(line), **shares, "result": line.result}
