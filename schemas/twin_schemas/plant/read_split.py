"""Reads which part of a controller's output moves which actuator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_schemas.plant.kinds import KINDS
from twin_schemas.plant.split_range import SplitRange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twin_schemas.plant.entry import Entry
    from twin_schemas.plant.equipment import Equipment

_REMEDY = "write 'PV-901: [30 %, 0 %]': the output at which it is shut, and at which it is open"


def read_splits(entry: Entry, equipment: Mapping[str, Equipment]) -> tuple[SplitRange, ...]:
    """Reads the split range of a controller; none if it has none, or what is wrong is noted."""
    if "split" not in entry:
        return ()
    section = entry.child("split")
    found = [_split(section, str(name), equipment) for name in section.data]
    splits = tuple(split for split in found if split is not None)
    if len(splits) < 2:
        what = f"{entry.path} splits its output, but not on two actuators"
        entry.note("split", what, "name at least two, or only 'moves'")
        return ()
    moves = entry.text("moves")
    if moves not in (split.equipment for split in splits):
        what = f"{entry.path} moves '{moves}', which its split range does not name"
        entry.note("split", what, "name it there with its part of the output")
        return ()
    if entry.text("kind", "pid") == "limit":
        entry.note("kind", f"{entry.path} keeps a limit and splits its output", "use a pid")
    return splits


def _split(section: Entry, name: str, equipment: Mapping[str, Equipment]) -> SplitRange | None:
    moved = equipment.get(name)
    if moved is None or KINDS[moved.kind].actuator is None:
        section.note(name, f"{section.path} names '{name}', which has no actuator", "name a valve")
        return None
    pair = section.data[name]
    if not isinstance(pair, list) or len(pair) != 2:
        section.note(name, f"{section.path}.{name} is not a pair", _REMEDY)
        return None
    shut, opened = (section.converted(name, value, "%") for value in pair)
    if shut == opened or not all(0.0 <= end <= 100.0 for end in (shut, opened)):
        section.note(name, f"{section.path}.{name} is no part of 0..100 %", _REMEDY)
        return None
    return SplitRange(equipment=name, shut_at=shut, open_at=opened)
