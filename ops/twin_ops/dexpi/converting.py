"""From a file in DEXPI's exchange format to an area, and to what of the file is not in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twin_ops.dexpi.apparatus import add_connectors, add_equipment, add_valves
from twin_ops.dexpi.controlling import Controlling
from twin_ops.dexpi.losses import loss_rows
from twin_ops.dexpi.markup import read_bytes
from twin_ops.dexpi.measuring import Measuring
from twin_ops.dexpi.phases import Phases
from twin_ops.dexpi.plumbing import Plumbing
from twin_ops.dexpi.positions import layout_of
from twin_ops.dexpi.reading import read_drawing
from twin_ops.dexpi.sketch import Sketch
from twin_ops.errors import Usage
from twin_schemas.plant.draft import Draft
from twin_schemas.plant.source import write_source

if TYPE_CHECKING:
    from pathlib import Path

    from twin_ops.dexpi.drawing import Drawing

_HEADING = (
    "# yaml-language-server: $schema=area.schema.json\n"
    "# Drafted from {}; what it lacks is as the shipped plant has it.\n"
)


@dataclass(frozen=True, kw_only=True)
class Converted:
    """What was made of a drawing.

    Attributes:
        draft: The area, as texts.
        rows: What became of each element of the file; see `loss_rows`.
    """

    draft: Draft
    rows: list[dict[str, Any]]

    @property
    def counts(self) -> Counter[str]:
        """Elements of the file by outcome, and the number of assumptions."""
        found: Counter[str] = Counter()
        for row in self.rows:
            found[row["outcome"]] += row["elements"] or 1
        return found


def convert(file: Path, area: str, phase: str = "liquid") -> Converted:
    """Drafts an area from a piping and instrumentation diagram.

    Args:
        file: Proteus XML, DEXPI 1.2 or 1.3.
        area: Name of the area.
        phase: `liquid` or `gas`, where neither a pump nor a compressor tells.

    Raises:
        Usage: The file is no such drawing, or nothing in it has a kind; names file and line.
    """
    drawing = read_drawing(read_bytes(file), file.name)
    sketch = Sketch(title=area.replace("_", " ").capitalize())
    _fill(sketch, drawing, phase)
    if not sketch.equipment:
        raise Usage(
            f"{file.name}:{drawing.root.line}: has no equipment that the twin has a kind for"
        )
    heading = _HEADING.format(file.name)
    layout = layout_of(sketch)
    draft = Draft(
        name=area,
        description=heading + write_source(sketch.description),
        layout=write_source(layout),
    )
    return Converted(draft=draft, rows=loss_rows(drawing, sketch.ledger))


def _fill(sketch: Sketch, drawing: Drawing, phase: str) -> None:
    phases = Phases(drawing, phase)
    add_equipment(sketch, drawing, phases)
    add_valves(sketch, drawing, phases)
    add_connectors(sketch, drawing, phases)
    plumbing = Plumbing(sketch, drawing, phases)
    plumbing.connect()
    measuring = Measuring(sketch, drawing, plumbing.piping)
    measuring.add()
    Controlling(sketch, drawing, measuring).add()
    assumed = "the fluid, which a drawing only names: 99 % methanol with water, under nitrogen"
    sketch.ledger.assume(drawing.root, "first_fill", assumed)
    sketch.ledger.assume(drawing.root, "phase", f"{phase} where no pump or compressor is")
