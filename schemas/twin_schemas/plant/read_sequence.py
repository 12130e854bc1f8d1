"""Reads a sequence and its goal, state and permissive tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from twin_schemas.plant.entry import Entry
from twin_schemas.plant.kinds import KINDS
from twin_schemas.plant.read_controller import APPROVAL_SECONDS
from twin_schemas.plant.sequence import GOALS, STATES, Condition, Sequence, Step
from twin_schemas.plant.tag import Tag, TagKind

if TYPE_CHECKING:
    from twin_schemas.plant.equipment import Equipment

SEQUENCE_KEYS = ("description", "equipment", "critical", "permissives", "start", "stop")
CONDITION_KEYS = ("tag", "above", "below")
STEP_KEYS = ("write", "value", "wait", "above", "below", "within", "pause")
_NAME = re.compile(r"KC-\d{3,4}[A-Z]?")  # ANSI/ISA-5.1-2009, table 4.1: K, time schedule


def read_sequence(
    name: str,
    entry: Entry,
    area: str,
    equipment: Mapping[str, Equipment],
    tags: Mapping[str, Tag],
) -> Sequence:
    """Reads one sequence; what is wrong is noted."""
    entry.check_keys(*SEQUENCE_KEYS)
    if not _NAME.fullmatch(name):
        entry.note(None, f"'{name}' is not the name of a sequence", "name it like KC-101")
    moved = equipment.get(entry.text("equipment"))
    if moved is None or KINDS[moved.kind].actuator is None:
        what = f"{entry.path} is for '{entry.text('equipment')}', which has no actuator"
        entry.note("equipment", what, "name a valve or a machine")
    permissives = []
    for word, child in entry.children("permissives"):
        child.check_keys(*CONDITION_KEYS)
        permissives.append(_condition(word, child, "tag", tags))
    return Sequence(
        name=name,
        area=area,
        description=entry.text("description"),
        equipment=entry.text("equipment"),
        permissives=tuple(permissives),
        start=tuple(_steps(entry, "start", tags)),
        stop=tuple(_steps(entry, "stop", tags)),
        critical=entry.text("critical", ""),
        approval_s=APPROVAL_SECONDS if "critical" in entry else 0.0,
    )


def _condition(name: str, entry: Entry, key: str, tags: Mapping[str, Tag]) -> Condition:
    tag = tags.get(entry.text(key))
    if tag is None or tag.kind != "measurement":
        what = f"{entry.path} looks at an unknown instrument '{entry.text(key)}'"
        entry.note(key, what, "name an instrument of the description")
        return Condition(name=name, tag="")
    if ("above" in entry) == ("below" in entry):
        entry.note(key, f"{entry.path} needs one limit", "give either 'above' or 'below'")
    side = "above" if "above" in entry else "below"
    limit = entry.quantity(side, tag.unit)
    if side == "above":
        return Condition(name=name, tag=tag.name, above=limit)
    return Condition(name=name, tag=tag.name, below=limit)


def _steps(entry: Entry, key: str, tags: Mapping[str, Tag]) -> Iterator[Step]:
    written = entry.data.get(key)
    if not isinstance(written, list) or not written:
        entry.note(key, f"{entry.path} has no steps to {key}", f"write '{key}:' and a list")
        return
    for number, data in enumerate(written, 1):
        line = min(getattr(data, "lines", {}).values(), default=entry.line(key))
        path = f"{entry.path}.{key}.{number}"
        yield _step(Entry(data, entry.file, entry.problems, path, line), tags)


def _step(entry: Entry, tags: Mapping[str, Tag]) -> Step:
    entry.check_keys(*STEP_KEYS)
    if "pause" in entry:
        return Step(pause_s=entry.quantity("pause", "s"))
    if "wait" in entry:
        within = entry.quantity("within", "s")
        return Step(wait=_condition(entry.path, entry, "wait", tags), within_s=within)
    tag = tags.get(entry.text("write"))
    if tag is None or tag.controller is None:
        what = f"{entry.path} writes '{entry.text('write')}', which nobody can write"
        entry.note("write", what, "name the .SP, .OP or .MODE of a controller")
        return Step()
    if tag.states:
        word = entry.choice("value", tag.states)
        return Step(write=tag.name, value=float(tag.states.index(word)))
    value = entry.quantity("value", tag.unit)
    if not tag.low <= value <= tag.high:
        entry.note("value", f"{value:g} is outside {tag.low:g}..{tag.high:g} {tag.unit}", "move it")
    return Step(write=tag.name, value=value)


def sequence_tags(sequence: Sequence, tags: Mapping[str, Tag]) -> tuple[Tag, ...]:
    """Returns the tags of a sequence.

    They are what is wanted, what is, what a start still lacks, and why it is held or aborted.

    Args:
        sequence: Whose.
        tags: With the measurements that it looks at.
    """
    units = {tag.name: tag.unit for tag in tags.values()}
    lacks = ("nothing", *(condition.name for condition in sequence.permissives), "an interlock")
    running = float(STATES.index("running"))
    return (
        _tag(sequence, "GOAL", "goal", GOALS, running),
        _tag(sequence, "STATE", "state", STATES, running),
        _tag(sequence, "LACKS", "state", lacks, 0.0),
        _tag(sequence, "WHY", "state", sequence.reasons(units), 0.0),
    )


def _tag(s: Sequence, part: str, kind: TagKind, states: tuple[str, ...], design: float) -> Tag:
    return Tag(
        name=f"{s.name}.{part}",
        description=f"{s.description}: {part.lower()}",
        unit="1",
        low=0.0,
        high=float(len(states) - 1),
        area=s.area,
        equipment=s.equipment,
        kind=kind,
        writable=kind == "goal",
        rate_s=2.0,
        states=states,
        controller=None,
        max_step=None,
        tolerance=0.0,
        settle_s=s.longest_s,
        alarms={},
        guidance={},
        boundary=False,
        critical=s.critical if kind == "goal" else "",
        approval_s=s.approval_s if kind == "goal" else 0.0,
        design=design,
    )
