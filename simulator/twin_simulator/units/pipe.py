"""A pipe: an open resistance between two volumes, which may flow backwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twin_simulator.fluid import Flow
from twin_simulator.units.resistance import pipe
from twin_simulator.units.unit import Context, Unit, remembered


@dataclass(frozen=True)
class Pipe(Unit):
    """Flow ports `inlet` and `outlet`.

    Equations:
        w = A sqrt(2 rho dp), both ways, with a straight line below about 200 Pa
        (`units/resistance.py`).

    Assumptions:
        No volume, no heat loss, no choking; the gas has no inertia.

    Validity:
        Any pressure, temperature and composition at which the gas is nearly ideal; not checked.
    """

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        upstream, downstream = context.fluids["inlet"], context.fluids["outlet"]
        flow = pipe(self.parameters["flow_area"], upstream, downstream)
        return {"inlet": flow, "outlet": flow}
