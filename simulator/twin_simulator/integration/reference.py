"""CVODES as the reference for the fast integrator, with tight tolerances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import casadi as ca
import numpy as np

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.flowsheet import Flowsheet

RELATIVE_TOLERANCE = 1e-10


def integrate(
    flowsheet: Flowsheet, x: Array, u: Array, p: Array, seconds: float
) -> tuple[Array, Array]:
    """Integrates over `seconds` of constant u and p.

    Returns:
        The state, and what has flowed into the plant meanwhile: the amount of each component
        in mol, then energy in J.
    """
    inflow = ca.vertcat(flowsheet.amounts_inflow, flowsheet.energy_inflow)
    inputs = ca.vertcat(flowsheet.u, flowsheet.p)
    # scaled states keep one absolute tolerance meaningful for mol and K alike
    scaled = ca.SX.sym("scaled", len(x))
    rates = ca.substitute(
        ca.vertcat(flowsheet.derivative / flowsheet.scale, inflow),
        flowsheet.x,
        scaled * flowsheet.scale,
    )
    count = len(x)
    problem = {"x": scaled, "p": inputs, "ode": rates[:count], "quad": rates[count:]}
    options = {
        "abstol": 1e-11,
        "reltol": RELATIVE_TOLERANCE,
        "max_num_steps": 100_000,
        "quad_err_con": True,
    }
    solver = ca.integrator("reference", "cvodes", problem, 0.0, seconds, options)
    result = solver(x0=x / flowsheet.scale, p=np.concatenate([u, p]))
    end = np.array(result["xf"]).ravel() * flowsheet.scale
    return end, np.array(result["qf"]).ravel()
