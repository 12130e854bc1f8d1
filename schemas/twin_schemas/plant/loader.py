"""Loads a plant description and its layout, reporting all problems at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from twin_schemas.plant.entry import Entry
from twin_schemas.plant.plant import Plant
from twin_schemas.plant.problems import PlantError, Problem
from twin_schemas.plant.read_area import read_area
from twin_schemas.plant.read_controller import read_controller
from twin_schemas.plant.read_equipment import read_equipment, read_stream
from twin_schemas.plant.read_instrument import Measurable, read_instrument
from twin_schemas.plant.read_interlock import read_interlock
from twin_schemas.plant.read_layout import read_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twin_schemas.plant.controller import Controller
    from twin_schemas.plant.equipment import Equipment
    from twin_schemas.plant.instrument import Instrument
    from twin_schemas.plant.interlock import Interlock
    from twin_schemas.plant.stream import Stream
    from twin_schemas.plant.tag import Tag

SHIPPED = Path(__file__).with_name("methanol_ammonia.yaml")
SECTIONS = ("equipment", "streams", "instruments", "controllers", "interlocks")

_T = TypeVar("_T")


def load_plant(path: Path | None = None) -> Plant:
    """Loads a description and the layout beside it (`NAME.yaml` and `NAME.layout.yaml`).

    Args:
        path: the description; the shipped methanol/ammonia plant when None.

    Raises:
        PlantError: the description has mistakes; carries every one with file and line.
    """
    path = path or SHIPPED
    problems: list[Problem] = []
    root = _open(path, problems)
    layout = _open(path.with_suffix(".layout.yaml"), problems)
    root.check_keys("name", "title", "areas")
    plant = _read(_areas(root, path.parent), layout, root)
    if problems:
        raise PlantError(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    return plant


def _open(path: Path, problems: list[Problem]) -> Entry:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    data: Any = {}
    try:
        data = YAML(typ="rt").load(path)
    except OSError as error:
        what = f"can not be read: {error.strerror}"
        problems.append(Problem(file=path.name, line=1, what=what, remedy="check the path"))
    except MarkedYAMLError as error:  # duplicate keys arrive here as well
        mark = error.problem_mark
        what = str(error.problem).splitlines()[0]
        line = mark.line + 1 if mark else 1
        problems.append(Problem(file=path.name, line=line, what=what, remedy="correct the YAML"))
    return Entry(data, path.name, problems, "", 1)


def _areas(root: Entry, folder: Path) -> dict[str, Entry]:
    """Returns every area; one that is written as a file name is read from that file."""
    section = root.child("areas")
    return {
        str(name): _open(folder / value, root.problems)
        if isinstance(value, str)
        else section.child(str(name))
        for name, value in section.data.items()
    }


def _read(areas: dict[str, Entry], layout: Entry, root: Entry) -> Plant:
    for area in areas.values():
        area.check_keys("title", "first_fill", *SECTIONS)
    equipment = _equipment(areas)
    streams = _streams(areas, equipment)
    instruments, tags = _instruments(areas, Measurable(equipment=equipment, streams=streams))
    controllers, controller_tags = _controllers(areas, equipment, tags)
    interlocks = _interlocks(areas, equipment, tags)
    return Plant(
        name=root.text("name"),
        title=root.text("title"),
        areas={name: read_area(name, area) for name, area in areas.items()},
        equipment=equipment,
        streams=streams,
        instruments=instruments,
        controllers=controllers,
        interlocks=interlocks,
        tags={**tags, **controller_tags},
        layout=read_layout(layout, equipment, instruments, controllers),
    )


def _named(areas: dict[str, Entry], section: str) -> Iterator[tuple[str, str, Entry]]:
    """Yields area, name and entry; notes a name which another area has used already."""
    seen: dict[str, str] = {}
    for area, entry in areas.items():
        for name, child in entry.children(section):
            if name in seen:
                child.note(None, f"'{name}' exists in area {seen[name]} too", "rename one")
            seen[name] = area
            yield area, name, child


def _equipment(areas: dict[str, Entry]) -> dict[str, Equipment]:
    found = ((n, read_equipment(n, e, a)) for a, n, e in _named(areas, "equipment"))
    return {name: equipment for name, equipment in found if equipment is not None}


def _streams(areas: dict[str, Entry], equipment: dict[str, Equipment]) -> dict[str, Stream]:
    streams: dict[str, Stream] = {}
    ends: Counter[tuple[str, str]] = Counter()
    for area, name, entry in _named(areas, "streams"):
        stream = read_stream(name, entry, area, equipment)
        for end in (stream.source, stream.target):
            ends[end.equipment, end.port] += 1
            if ends[end.equipment, end.port] > 1:
                what = f"{name} shares port {end.equipment}.{end.port} with another stream"
                entry.note(None, what, "connect each port once")
        streams[name] = stream
    return streams


def _instruments(
    areas: dict[str, Entry], measurable: Measurable
) -> tuple[dict[str, Instrument], dict[str, Tag]]:
    pairs = [read_instrument(n, e, a, measurable) for a, n, e in _named(areas, "instruments")]
    return {i.tag: i for i, _ in pairs}, {tag.name: tag for _, tag in pairs}


def _controllers(
    areas: dict[str, Entry], equipment: dict[str, Equipment], tags: dict[str, Tag]
) -> tuple[dict[str, Controller], dict[str, Tag]]:
    controllers: dict[str, Controller] = {}
    own: dict[str, Tag] = {}
    for area, name, entry in _named(areas, "controllers"):
        read = read_controller(name, entry, area, equipment, tags)
        if read is not None:
            controllers[name] = read[0]
            own.update({tag.name: tag for tag in read[1]})
    return controllers, own


def _interlocks(
    areas: dict[str, Entry], equipment: dict[str, Equipment], tags: dict[str, Tag]
) -> dict[str, Interlock]:
    found = (
        (name, read_interlock(name, entry, area, equipment, tags))
        for area, name, entry in _named(areas, "interlocks")
    )
    return {name: interlock for name, interlock in found if interlock is not None}
