"""Loads a plant description and its layout, reporting all problems at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from twin_schemas.plant.cascades import joined
from twin_schemas.plant.design import DesignPoint, design_file, read_design
from twin_schemas.plant.entry import Entry
from twin_schemas.plant.joins import Join, apply_joins, read_joins
from twin_schemas.plant.plant import Plant
from twin_schemas.plant.problems import PlantError, Problem
from twin_schemas.plant.read_area import read_area
from twin_schemas.plant.read_controller import Controlled, controller_tags, read_controller
from twin_schemas.plant.read_equipment import read_equipment, read_stream
from twin_schemas.plant.read_fmu import check_inputs
from twin_schemas.plant.read_instrument import Measurable, read_instrument
from twin_schemas.plant.read_interlock import read_interlock, reset_tags
from twin_schemas.plant.read_layout import crossing_streams, read_layout
from twin_schemas.plant.read_sequence import read_sequence, sequence_tags
from twin_schemas.plant.read_yaml import Read, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twin_schemas.plant.controller import Controller
    from twin_schemas.plant.equipment import Equipment
    from twin_schemas.plant.instrument import Instrument
    from twin_schemas.plant.interlock import Interlock
    from twin_schemas.plant.sequence import Sequence
    from twin_schemas.plant.stream import Stream
    from twin_schemas.plant.tag import Tag

SHIPPED = Path(__file__).with_name("methanol_ammonia.yaml")
SECTIONS = ("equipment", "streams", "instruments", "controllers", "interlocks", "sequences")


def load_plant(path: Path | None = None, read: Read = read_yaml) -> Plant:
    """Loads a plant, or one of its areas as a plant of its own.

    Beside each area file lies its drawing (`NAME.layout.yaml`), beside the loaded file its
    design point (`NAME.design.json`), if it has been computed.

    Args:
        path: a root file, which names area files and joins them, or a single area file; the
            shipped methanol/ammonia plant when None.
        read: reads each file; what it returns is changed where areas are joined.

    Raises:
        PlantError: the description has mistakes; carries every one with file and line.
    """
    path = path or SHIPPED
    problems: list[Problem] = []
    plant = _read(path, _open(path, problems, read), read)
    if problems:
        raise PlantError(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    return plant


def shipped_area(name: str) -> Plant:
    """Loads one area of the shipped plant as a plant of its own.

    Raises:
        PlantError: the description has mistakes, or there is no such area.
    """
    return load_plant(SHIPPED.with_name(f"{name}.yaml"))


def _open(path: Path, problems: list[Problem], read: Read) -> Entry:
    return Entry(read(path, problems), path.name, problems, "", 1)


@dataclass(frozen=True, kw_only=True)
class _Files:
    """The files of a plant: areas, their layouts and folders by name of the area; all paths."""

    areas: dict[str, Entry]
    layouts: dict[str, Entry]
    folders: dict[str, Path]
    paths: tuple[Path, ...]

    @classmethod
    def of(cls, path: Path, root: Entry, read_file: Read) -> _Files:
        section = root.child("areas")
        paths = {}
        for name, file in section.data.items():
            if isinstance(file, str):
                paths[str(name)] = path.parent / file
            else:
                section.note(str(name), f"area '{name}' is no file name", "write 'name: file.yaml'")
        if "equipment" in root:
            paths = {path.stem: path}
        drawings = {name: file.with_suffix(".layout.yaml") for name, file in paths.items()}
        read = (path, *paths.values(), *drawings.values(), design_file(path))
        return cls(
            areas={name: _open(file, root.problems, read_file) for name, file in paths.items()},
            layouts={
                name: _open(file, root.problems, read_file) for name, file in drawings.items()
            },
            folders={name: file.parent for name, file in paths.items()},
            paths=tuple(dict.fromkeys(file.absolute() for file in read)),
        )


def _read(path: Path, root: Entry, read: Read) -> Plant:
    files = _Files.of(path, root, read)
    if "equipment" not in root:
        root.check_keys("name", "title", "areas", "joins")
    for area in files.areas.values():
        area.check_keys("title", "first_fill", *SECTIONS)
    joins = read_joins(root, files.areas)
    apply_joins(joins, files.areas)
    return _plant(path, root, files, joins, read_design(design_file(path), root.problems))


def _plant(
    path: Path, root: Entry, files: _Files, joins: tuple[Join, ...], design: DesignPoint
) -> Plant:
    areas = files.areas
    equipment = _equipment(files)
    streams = _streams(areas, equipment)
    measurable = Measurable(equipment=equipment, streams=streams, design=design.tags)
    every = ((n, e) for area in areas.values() for n, e in area.children("equipment"))
    equipment = check_inputs(equipment, every, measurable)
    instruments, tags = _instruments(areas, measurable)
    controllers, controller_tags = _controllers(areas, equipment, tags, design)
    sequences = _sequences(areas, equipment, {**tags, **controller_tags})
    interlocks = _interlocks(areas, equipment, tags)
    tags = {**tags, **controller_tags, **_tags_of(sequences, tags)}
    tags |= reset_tags(interlocks.values(), tags)
    parts = (equipment, instruments, controllers)
    return Plant(
        name=root.text("name", path.stem),
        title=root.text("title"),
        areas={name: read_area(name, area) for name, area in areas.items()},
        equipment=equipment,
        streams=streams,
        instruments=instruments,
        controllers=controllers,
        interlocks=interlocks,
        sequences=sequences,
        tags=tags,
        layouts={
            name: read_layout(
                layout, name, parts, joins, crossing_streams(streams, equipment, name)
            )
            for name, layout in files.layouts.items()
        },
        design=design,
        files=(*files.paths, *dict.fromkeys(e.fmu.file for e in equipment.values() if e.fmu)),
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


def _equipment(files: _Files) -> dict[str, Equipment]:
    named = _named(files.areas, "equipment")
    found = ((n, read_equipment(n, e, a, files.folders[a])) for a, n, e in named)
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
    areas: dict[str, Entry],
    equipment: dict[str, Equipment],
    tags: dict[str, Tag],
    design: DesignPoint,
) -> tuple[dict[str, Controller], dict[str, Tag]]:
    entries = {name: (area, entry) for area, name, entry in _named(areas, "controllers")}
    known = Controlled(
        equipment=equipment, measurements=tags, controllers=entries.keys(), design=design
    )
    read = {n: read_controller(n, entry, area, known) for n, (area, entry) in entries.items()}
    there = {name: controller for name, controller in read.items() if controller is not None}
    controllers = joined(there, {name: entry for name, (_, entry) in entries.items()}, design)
    inner = {c.cascades_to for c in controllers.values()}
    own = {
        tag.name: tag
        for name, c in controllers.items()
        for tag in controller_tags(c, tags[c.reads], inner=name in inner)
    }
    return controllers, own


def _interlocks(
    areas: dict[str, Entry], equipment: dict[str, Equipment], tags: dict[str, Tag]
) -> dict[str, Interlock]:
    found = (
        (name, read_interlock(name, entry, area, equipment, tags))
        for area, name, entry in _named(areas, "interlocks")
    )
    return {name: interlock for name, interlock in found if interlock is not None}


def _sequences(
    areas: dict[str, Entry], equipment: dict[str, Equipment], tags: dict[str, Tag]
) -> dict[str, Sequence]:
    return {
        name: read_sequence(name, entry, area, equipment, tags)
        for area, name, entry in _named(areas, "sequences")
    }


def _tags_of(sequences: dict[str, Sequence], tags: dict[str, Tag]) -> dict[str, Tag]:
    return {tag.name: tag for s in sequences.values() for tag in sequence_tags(s, tags)}
