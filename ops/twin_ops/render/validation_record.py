"""The validation's lines as a file of the docs, from which pages are generated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from twin_simulator.validation import ValidationLine

_DIGITS = 4  # significant ones: what another machine computes alike


def write_record(path: Path, lines: Sequence[ValidationLine]) -> None:
    """Writes a line for each, with figures rounded."""
    rows = [json.dumps(asdict(rounded(line))) for line in lines]
    path.write_text("[\n" + ",\n".join(rows) + "\n]\n")


def read_record(path: Path) -> list[ValidationLine]:
    """Reads them again."""
    return [ValidationLine(**line) for line in json.loads(path.read_text())]


def rounded(line: ValidationLine) -> ValidationLine:
    """The line with its figures rounded."""
    return replace(
        line,
        published=_short(line.published),
        computed=_short(line.computed),
        deviation=_short(line.deviation),
        tolerance=_short(line.tolerance),
    )


def _short(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
