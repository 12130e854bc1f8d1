"""Scenarios by name or file, with their plant, model and script.

It is not part of `scenario`, so that looking into a file does not load the simulator.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twin_ops.errors import Usage
from twin_ops.kept_plant import model_of, plant_of
from twin_schemas.plant import SHIPPED, shipped_area
from twin_schemas.scenario import ScenarioError, read_actions, read_scenario, shipped

if TYPE_CHECKING:
    from twin_ops.settings import Settings
    from twin_schemas.plant import Plant
    from twin_schemas.scenario import Scenario, Scripted
    from twin_simulator import ProcessModel


def scenario_of(name: str | Path, settings: Settings) -> tuple[Scenario, Plant]:
    """A scenario and its plant.

    Args:
        name: Of one that comes with the plant, or a file.
        settings: Of the instance, whose plant `methanol_ammonia` means.

    Raises:
        Usage: There is no such file, or it has mistakes, each told with its line.
    """
    path = shipped().get(str(name)) or Path(name)
    if not path.is_file():
        there = ", ".join(shipped())
        raise Usage(f"there is no scenario or file {name}; the scenarios are: {there}")
    try:
        return read_scenario(path, lambda plant: _plant(plant, settings))
    except ScenarioError as error:
        raise Usage(str(error)) from error


def script_of(actions: Path | None, scenario: Scenario, plant: Plant) -> tuple[Scripted, ...]:
    """A trainee's actions from a file; the scenario's own script without one.

    Raises:
        Usage: The file can not be read or has mistakes, each told with its line.
    """
    if actions is None:
        return scenario.script
    try:
        return read_actions(actions, scenario, plant)
    except ScenarioError as error:
        raise Usage(str(error)) from error


def model_for(scenario: Scenario, plant: Plant, settings: Settings) -> ProcessModel:
    """The model of its plant: a part's takes seconds, so that it is not kept."""
    from twin_simulator import ProcessModel

    if scenario.plant == SHIPPED.stem:
        return model_of(settings)
    return ProcessModel.build(plant)


def _plant(name: str, settings: Settings) -> Plant:
    """A plant that scenarios may have: this instance's, or a part of the shipped one.

    Raises:
        KeyError: There is no such plant; its argument names those there are.
    """
    if name == SHIPPED.stem:
        return plant_of(settings)
    designs = SHIPPED.parent.glob("*.design.json")
    there = sorted(path.name.removesuffix(".design.json") for path in designs)
    if name not in there:
        raise KeyError(", ".join(there))
    return shipped_area(name)
