"""A pipe: an open resistance between two volumes, which may flow backwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twin_simulator.fluid import Flow
from twin_simulator.units.resistance import pipe
from twin_simulator.units.unit import Context, Unit


@dataclass(frozen=True)
class Pipe(Unit):
    """Flow ports `inlet` and `outlet`."""

    def flows(self, context: Context) -> Mapping[str, Flow]:
        upstream, downstream = context.fluids["inlet"], context.fluids["outlet"]
        flow = pipe(self.parameters["flow_area"], upstream, downstream)
        return {"inlet": flow, "outlet": flow}
