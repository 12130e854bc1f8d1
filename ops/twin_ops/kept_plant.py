"""The plant of an instance and its model, kept in the cache: both are read and built once."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import twin_schemas
from twin_ops.kept import kept
from twin_schemas.plant import SHIPPED, Plant, load_plant

if TYPE_CHECKING:
    from twin_ops.settings import Settings
    from twin_simulator import ProcessModel

_SCHEMAS = Path(twin_schemas.__path__[0])


def kept_plant(settings: Settings) -> Plant:
    """The plant description.

    Raises:
        PlantError: If it has problems; names each with file and line.
    """
    return kept(
        _file(settings, "plant"),
        lambda: load_plant(settings.plant_file),
        read_from=lambda plant: plant.files,
        sources=(_SCHEMAS,),
    )


def kept_model(settings: Settings) -> ProcessModel:
    """The process model.

    Raises:
        PlantError: If the description has problems.
        FlowsheetError: If it can not be turned into equations.
        NoSteadyStateError: If there is no state at rest at its setpoints.
    """
    import twin_simulator

    return kept(
        _file(settings, "model"),
        lambda: twin_simulator.ProcessModel.build(kept_plant(settings)),
        read_from=lambda model: model.plant.files,
        sources=(_SCHEMAS, Path(twin_simulator.__path__[0])),
        packages=("casadi", "numpy", "scipy"),
    )


@functools.cache
def plant_of(settings: Settings) -> Plant:
    """The plant description of this instance, read once in a process.

    Raises:
        PlantError: If it has problems; names each with file and line.
    """
    return kept_plant(settings)


@functools.cache
def model_of(settings: Settings) -> ProcessModel:
    """The process model of this instance's plant; takes seconds the first time."""
    return kept_model(settings)


def _file(settings: Settings, what: str) -> Path:
    described = str(settings.plant_file or SHIPPED)
    name = hashlib.sha256(described.encode()).hexdigest()[:16]
    return settings.cache / "plants" / f"{what}-{name}.pickle"
