"""Whether equipment has equations, without those of the plant around it.

Each unit writes its equations once, as `assemble` has them do; nothing is joined, shared between
units or compiled, so a drawn area is told its mistakes in a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from twin_simulator.network import Network, connected

if TYPE_CHECKING:
    from twin_schemas.plant import Plant


def try_assembly(plant: Plant, equipment: Iterable[str] | None = None) -> None:
    """Raises what `assemble` would raise about some of the equipment.

    Args:
        plant: The description.
        equipment: Names of what is tried; all when None.

    Raises:
        FlowsheetError: A stream does not join a vessel-like and a flow-like port, or a port that
            needs a stream has none.
    """
    tried = tuple(plant.equipment if equipment is None else equipment)
    network = Network.of(plant, None if equipment is None else tried)
    for name in tried:
        with connected(plant.equipment[name]):
            network.units[name].derivatives(network.contexts[name])
