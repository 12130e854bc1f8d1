"""The shipped plants, each read and built once for all tests."""

from __future__ import annotations

from functools import cache

import numpy as np

from twin_schemas.plant import Plant, shipped_area
from twin_simulator import ProcessModel, Run
from twin_simulator.control.pid import AUTO, CAS

WHOLE = "methanol_ammonia"
PARTS = (
    *("natural_gas", "reforming", "syngas_compression", "methanol", "products"),
    *("process_air", "refrigeration", "ammonia_storage"),
    *("cooling_water", "steam", "fuel_flare", "nitrogen"),
    *("shift", "purification", "ammonia_loop"),
)
PLANTS = (*PARTS, WHOLE)
COARSE = 2.0  # s: the scan where hours are run; shorter runs have the plant's own
TOLERATED = 1e-7  # of a state's magnitude: what the integrator's Newton iteration leaves
ROUNDING = 1e-9  # traces of gas in a column may cross zero by this


@cache
def plant_of(name: str) -> Plant:
    """The description of a shipped plant."""
    return shipped_area(name)


@cache
def model_of(name: str) -> ProcessModel:
    """Its model at the committed design point."""
    return ProcessModel.build(plant_of(name))


def assert_sound(run: Run, model: ProcessModel, below_zero: float = TOLERATED) -> None:
    """Everything is finite, and no amount is further below zero than tolerated."""
    x, f = run.point[0], model.variables
    assert np.isfinite(x).all()
    shares = np.where(f.positive > 0, x / f.scale, 0.0)
    assert shares.min() >= -below_zero, f.states[int(shares.argmin())]
    assert np.isfinite(list(run.values().values())).all()


def move_setpoint(run: Run, controller: str, value: float) -> None:
    """Writes a setpoint; an inner controller of a cascade is taken out of it first."""
    if run.values()[f"{controller}.MODE"] == CAS:
        run.write(f"{controller}.MODE", AUTO)
    run.write(f"{controller}.SP", value)


def supplies_of(name: str) -> list[str]:
    """Boundaries which give something."""
    equipment = plant_of(name).equipment.values()
    given = (e for e in equipment if e.kind.startswith("boundary."))
    return [e.id for e in given if e.kind != "boundary.sink"]


def machines_of(name: str) -> list[str]:
    """Compressors and pumps."""
    equipment = plant_of(name).equipment.values()
    return [e.id for e in equipment if e.kind.startswith(("compressor", "pump"))]


def within(value: float, low: float, high: float) -> float:
    """The nearest value of a range."""
    return min(max(value, low), high)
