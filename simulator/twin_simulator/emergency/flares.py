"""What flares burn: the flows into their tips, with composition, as the equations have them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

import casadi as ca
import numpy as np

from twin_simulator.emergency.release import Release, column, entries_of, release_of
from twin_simulator.fluid import Flow
from twin_simulator.network import Network
from twin_simulator.properties.components import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twin_schemas.plant import Plant, Stream
    from twin_simulator.units.unit import Array
    from twin_simulator.variables import Variables

_TIP = "boundary.flare"


@dataclass(frozen=True)
class Flares:
    """The flares of a plant.

    Attributes:
        tips: equipment where they burn.
        table: of x, u and p: a column for each tip; None without any.
    """

    tips: tuple[str, ...]
    table: ca.Function | None

    @classmethod
    def of(cls, plant: Plant, variables: Variables) -> Flares:
        """Finds the flares; only what leads to them is assembled."""
        streams = [
            s for s in plant.streams.values() if plant.equipment[s.target.equipment].kind == _TIP
        ]
        if not streams:
            return cls((), None)
        network = Network.of(plant, {s.source.equipment for s in streams})
        names = variables.states, variables.inputs, variables.parameters
        whole = [ca.SX.sym(name, len(of)) for name, of in zip("xup", names, strict=True)]
        symbols = network.symbols
        known: list[Sequence[Any]] = [symbols.states, symbols.inputs, symbols.parameters]
        given = [
            pair
            for own, of, vector in zip(known, names, whole, strict=True)
            for pair in entries_of(own, of, vector)
        ]
        table = ca.horzcat(*(_column(network, s) for s in streams))
        (table,) = ca.substitute([table], [own for own, _ in given], [of for _, of in given])
        tips = tuple(s.target.equipment for s in streams)
        return cls(tips, ca.Function("flares", whole, [ca.densify(table)]))

    def look(self, x: Array, u: Array, p: Array) -> dict[str, Release]:
        """Returns what each flare burns, by its tip."""
        if self.table is None:
            return {}
        table = np.asarray(self.table(x, u, p))
        return {tip: release_of(table[:, k]) for k, tip in enumerate(self.tips)}


def _column(network: Network, stream: Stream) -> ca.SX:
    around = network.contexts[stream.source.equipment].fluids
    before = next(fluid for port, fluid in around.items() if port != stream.source.port)
    nothing = Flow(amounts=ca.SX(len(COMPONENTS), 1), enthalpy=0.0)
    return ca.SX(column(network.flows[stream.id], nothing, before, inf))
