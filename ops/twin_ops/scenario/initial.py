"""Where a scenario begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_ops.errors import Usage
from twin_simulator import Mismatch, ProcessModel, Run, SnapshotError, WriteRefused

if TYPE_CHECKING:
    from twin_schemas.scenario import Scenario


def plant_at(scenario: Scenario, model: ProcessModel) -> Run:
    """The emulated plant at the beginning of a scenario.

    Raises:
        Usage: its snapshot is of another plant, or the plant does not take what is written first.
    """
    start = scenario.start
    if start.snapshot:
        try:
            plant = Run.restore(model, start.snapshot.read_bytes(), scenario.scan)
        except SnapshotError as error:
            raise Usage(f"{start.snapshot}: {error}; save one of {scenario.plant}") from error
    else:
        aged = Mismatch.aged(model.plant) if start.aged else Mismatch()
        seed, scan = scenario.seed, scenario.scan
        plant = Run.at_design(model, seed=seed, mismatch=aged, sensors=True, scan=scan)
    for tag, value in start.writes.items():
        try:
            plant.write(tag, value)
        except WriteRefused as error:
            raise Usage(f"{scenario.name}: start: {error}") from error
    plant.step(start.warm)
    return plant


def twin_beside(plant: Run, model: ProcessModel, scenario: Scenario) -> Run:
    """The model beside it, from its rest point, under the plant's setpoints and boundaries."""
    twin = Run.at_design(model, scan=scenario.scan)
    twin.drive(plant.values())
    twin.step(scenario.start.warm)
    return twin
