"""Reads scenario files; everything that is wrong with one is told with its line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from twin_schemas.plant.problems import Problem
from twin_schemas.plant.read_yaml import read_yaml
from twin_schemas.scenario.bind import bind, bind_script
from twin_schemas.scenario.file import ActionsForm, ScenarioForm
from twin_schemas.scenario.place import Place, line_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

    from twin_schemas.plant import Plant
    from twin_schemas.scenario.scenario import Scenario, Scripted

_SHIPPED = Path(__file__).with_name("shipped")
_Form = TypeVar("_Form", bound=BaseModel)


class ScenarioError(ValueError):
    """A scenario file has mistakes; `problems` lists all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shipped() -> dict[str, Path]:
    """The scenarios that come with the plant, by name."""
    return {path.stem: path for path in sorted(_SHIPPED.glob("*.yaml"))}


def read_scenario(path: Path, plant_of: Callable[[str], Plant]) -> tuple[Scenario, Plant]:
    """Returns a scenario and its plant.

    Args:
        path: of the file.
        plant_of: gives the plant of a name; raises KeyError, with what there is, for another.

    Raises:
        ScenarioError: the file has mistakes; carries every one with file and line.
    """
    data, form = _read(path, ScenarioForm)
    place = Place(path.name, data)
    try:
        plant = plant_of(form.plant)
    except KeyError as error:
        place.note(("plant",), f"there is no plant '{form.plant}'", f"use one of: {error.args[0]}")
        raise ScenarioError(place.problems) from error
    scenario = bind(path, form, plant, place)
    if place.problems:
        raise ScenarioError(sorted(place.problems, key=lambda problem: problem.line))
    return scenario, plant


def read_actions(path: Path, scenario: Scenario, plant: Plant) -> tuple[Scripted, ...]:
    """Returns the actions of a file that has nothing but a `script`.

    Raises:
        ScenarioError: the file has mistakes; carries every one with file and line.
    """
    data, form = _read(path, ActionsForm)
    place = Place(path.name, data)
    faults = {fault.name for trigger in scenario.triggers for fault in trigger.faults}
    script = bind_script(form.script, plant, place, faults)
    if place.problems:
        raise ScenarioError(sorted(place.problems, key=lambda problem: problem.line))
    return script


def _read(path: Path, form: type[_Form]) -> tuple[Any, _Form]:
    problems: list[Problem] = []
    data = read_yaml(path, problems)
    if problems:
        raise ScenarioError(problems)
    try:
        return data, form.model_validate(data)
    except ValidationError as error:
        found = [_problem(path.name, data, one) for one in _own(error.errors())]
        raise ScenarioError(sorted(found, key=lambda problem: problem.line)) from error


def _own(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leaves out what a list lacks only because something in it is wrong."""
    places = [one["loc"] for one in errors]
    return [one for one in errors if not any(_is_inside(at, one["loc"]) for at in places)]


def _is_inside(inner: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _problem(file: str, data: Any, error: ErrorDetails) -> Problem:
    where = ".".join(str(part) for part in error["loc"])
    key = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "extra_forbidden":
            what, remedy = f"unknown key '{key}' in {where}", "see scenario.schema.json"
        case "missing":
            what, remedy = f"{where} is missing", f"add '{key}: ...'"
        case _:
            what, remedy = f"{where}: {error['msg']}", "correct the value"
    return Problem(file=file, line=line_of(data, error["loc"]), what=what, remedy=remedy)
