"""A draft of an area made of a P&ID: where it is written, and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from twin_ops.cli.diagram_files import layout_beside
from twin_ops.cli.result_file import check
from twin_ops.dexpi.converting import Converted, convert
from twin_ops.dexpi.naming import area_name
from twin_ops.errors import Usage

if TYPE_CHECKING:
    from pathlib import Path


def converted(
    file: Path, to: Path | None, phase: Literal["liquid", "gas"], *, replace: bool
) -> tuple[list[dict[str, Any]], str, list[str]]:
    """Writes the draft of a drawing.

    Returns:
        What became of each element, a summary, and what the simulator lacks to run the draft.

    Raises:
        Usage: The drawing can not be read, or the files not be written; nothing is written then.
    """
    from twin_agents.exchange.diagrams.checking import checked

    target = to or file.with_name(f"{area_name(file.stem)}.yaml")
    check(target, ".yaml")
    if target.stem != area_name(target.stem):
        raise Usage(f"{target.stem} is no name of an area; --to {area_name(target.stem)}.yaml")
    there = [path for path in (target, layout_beside(target)) if path.exists()]
    if there and not replace:
        raise Usage(f"{there[0]} is there; name another with --to, or add --replace")
    made = convert(file, target.stem, phase)
    problems = [str(finding.problem) for finding in checked(made.draft).findings]
    made.draft.write(target.parent)
    return made.rows, _summary(made, target), problems


def _summary(made: Converted, target: Path) -> str:
    counts = made.counts
    total = sum(counts[outcome] for outcome in ("taken", "changed", "lost"))
    kept = counts["taken"] + counts["changed"]
    return (
        f"{target}: {kept} of {total} elements of the drawing are in it, {counts['lost']} are not,"
        f" {counts['assumed']} values are assumed"
    )
