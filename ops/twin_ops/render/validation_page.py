"""The page of all compared figures, from the record of the validation."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median

from twin_ops.render.validation_record import read_record
from twin_simulator.validation import FAMILIES, Family, ValidationLine

RECORD = Path(__file__).parents[3] / "ops" / "docs" / "models" / "validation.json"
PICTURED: Mapping[str, str] = {
    "reformer tube": "reformer-tube",
    "reformer profile": "reformer-profile",
    "methanol converters": "methanol-converter",
    "methanol bench reactor": "bench-reactor",
    "limit cycle": "limit-cycle",
    "methanol/water boiling": "boiling",
    "ammonia equilibrium": "ammonia-equilibrium",
    "ammonia converter": "quench-converter",
}  # family: its picture


def validation_page(note: str) -> str:
    """All families, with their sources as their modules tell them."""
    within = sum(line.passed for line in _record())
    heads = [
        "# Validation\n",
        note,
        f"{within} of {len(_record())} figures are within their tolerance, which was set from the",
        "source before they were compared, unless a family says otherwise. Each of the others says",
        "why it is not. `make validate` computes them anew, with the pictures.\n",
        "![deviations](plots/deviations.svg)\n",
        "![parity](plots/parity.svg)\n",
    ]
    return "\n".join([*heads, *(_section(family) for family in FAMILIES)])


def _section(family: Family) -> str:
    lines = lines_of(family.name)
    told = inspect.cleandoc(sys.modules[family.lines.__module__].__doc__ or "")
    rows = [
        f"| {line.case} | {line.published:g} | {line.computed:g} | {line.unit} |"
        f" {100 * line.deviation:+.2g} % | {100 * line.tolerance:.3g} % | {line.result} |"
        for line in lines
    ]
    picture = PICTURED.get(family.name)
    return "\n".join([
        f"## {family.name}\n\n{told}\n",
        *([f"![{family.name}](plots/{picture}.svg)\n"] if picture else []),
        "| case | published | computed | unit | deviation | tolerance | result |",
        "|---|---|---|---|---|---|---|",
        *rows,
        *reasons(lines),
        "",
    ])


def statistics(lines: Sequence[ValidationLine]) -> str:
    """Cells of a table: how many, how many within tolerance, median and largest deviation."""
    sizes = {line.case: abs(line.deviation) for line in lines}
    worst = max(sizes, key=lambda case: sizes[case])
    within = sum(line.passed for line in lines)
    return (
        f"{len(lines)} | {within} | {100 * median(sizes.values()):.2g} % |"
        f" {100 * sizes[worst]:.2g} % ({worst})"
    )


def reasons(lines: Sequence[ValidationLine]) -> list[str]:
    """A list of what is known of the cases beyond their tolerance."""
    told: dict[str, list[str]] = {}
    for line in lines:
        if line.known:
            told.setdefault(line.known, []).append(line.case)
    items = [f"- {'; '.join(cases)}: *{reason}*." for reason, cases in told.items()]
    return ["\nBeyond tolerance, and why:\n", *items] if items else []


def lines_of(family: str) -> list[ValidationLine]:
    """The recorded lines of a family."""
    return [line for line in _record() if line.family == family]


@cache
def _record() -> tuple[ValidationLine, ...]:
    return tuple(read_record(RECORD))
