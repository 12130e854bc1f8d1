"""The whole shipped plant for its cases: built once, and what its streams carry at rest."""

from __future__ import annotations

from functools import cache

import casadi as ca

from twin_schemas.plant import load_plant
from twin_simulator.process_model import ProcessModel


@cache
def whole_plant() -> ProcessModel:
    """Builds the model of the whole plant."""
    return ProcessModel.build(load_plant())


def at_rest(*quantities: str) -> list[float]:
    """Returns quantities such as `S-101.mole_flow` at the design point, in SI."""
    model = whole_plant()
    f, rest = model.flowsheet, model.design
    wanted = ca.vertcat(*(f.quantities[name] for name in quantities))
    found = ca.Function("at_rest", [f.x, f.u, f.p], [wanted])(rest.x, rest.u, f.nominal)
    return [float(value) for value in ca.densify(found).full().ravel()]
