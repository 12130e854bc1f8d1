"""`python -m twin_ops.scene.drawn [PLANT FILES]` writes the scene of an area that somebody draws.

The area's texts come on the standard input. What is drawn is often unfinished: whatever has
mistakes is left out, and told as missing with the reason.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from twin_ops.scene.assemble import Scene, scene_of
from twin_ops.scene.gltf import to_glb
from twin_schemas.plant import Plant, PlantError, Problem, load_plant
from twin_schemas.plant.draft import Draft, element_at
from twin_schemas.plant.loader import SECTIONS
from twin_schemas.plant.read_yaml import read_again, read_yaml_text
from twin_schemas.plant.source import write_source

_CUT = (*SECTIONS, "joins", "links")
_ROUNDS = 12
"""What is left out takes along what is piped to it, and that in turn what measures it."""


def drawn_scene(draft: Draft, plant_files: tuple[Path, ...] = ()) -> Scene:
    """The scene of the plant with a drawn area in the place of its own; of a new area by itself.

    Args:
        draft: The area as it is drawn.
        plant_files: Files of the plant, root file first.

    Raises:
        PlantError: If there are mistakes which are no element's, such as text that is no YAML.
    """
    with TemporaryDirectory() as folder:
        plant, left_out = _readable(draft.write(Path(folder), plant_files))
    scene = scene_of(plant)
    return replace(scene, missing=dict(sorted((left_out | scene.missing).items())))


def _readable(root: Path) -> tuple[Plant, dict[str, str]]:
    """The plant without what has mistakes, and why each of that is not in it."""
    left_out: dict[str, str] = {}
    for _ in range(_ROUNDS):
        try:
            return load_plant(root, read_again), left_out
        except PlantError as error:
            wrong = _without(root.parent, error.problems)
            if not wrong:
                raise
            left_out = wrong | left_out
    return load_plant(root, read_again), left_out


def _without(folder: Path, problems: Iterable[Problem]) -> dict[str, str]:
    """Takes elements that have mistakes out of their files; returns their names and mistakes."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_file[problem.file].append(problem)
    found: dict[str, str] = {}
    for name, of_file in by_file.items():
        if (folder / name).exists():
            found = _cut(folder / name, of_file) | found
    return found


def _cut(file: Path, problems: Iterable[Problem]) -> dict[str, str]:
    text = file.read_text("utf-8")
    data = read_yaml_text(text, file.name, [])
    wrong = {element_at(data, each.line, _CUT): each.what for each in reversed([*problems])}
    wrong.pop(("", ""), None)
    if not wrong:
        return {}
    sections = {key: _kept(key, section, wrong.keys()) for key, section in data.items()}
    file.write_text(write_source(sections, text), "utf-8")
    return {_called(*element): what for element, what in wrong.items()}


def _called(section: str, name: str) -> str:
    """A stream that is not joined to another area may be seen all the same."""
    return f"join {name}" if section == "joins" else name


def _kept(key: str, section: Any, wrong: Iterable[tuple[str, str]]) -> Any:
    if not isinstance(section, Mapping):
        return section
    return {name: each for name, each in section.items() if (key, name) not in wrong}


def _main() -> None:
    draft = Draft(**json.load(sys.stdin))
    files = tuple(Path(file) for file in sys.argv[1:])
    try:
        scene = drawn_scene(draft, files)
    except PlantError as error:
        sys.exit(str(error.problems[0]))
    sys.stdout.buffer.write(to_glb(scene))


if __name__ == "__main__":
    _main()
