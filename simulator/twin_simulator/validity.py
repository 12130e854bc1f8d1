"""Where a model is used outside the range in which its equations hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.process_model import ProcessModel


def outside(model: ProcessModel, point: tuple[Array, Array, Array]) -> dict[str, str]:
    """Returns the reason for each tag in, or directly behind, equipment outside its valid range.

    Args:
        model: the equations.
        point: x, u and p.
    """
    inside = np.asarray(model.validity(*point)).ravel()
    wrong = {n for n, ok in zip(model.plant.equipment, inside, strict=True) if not ok}
    plant, found = model.plant, {}
    for tag, instrument in plant.instruments.items() if wrong else ():
        stream = plant.streams.get(instrument.owner)
        equipment = stream.source.equipment if stream else instrument.owner
        if equipment in wrong:
            found[tag] = f"outside the range in which the equations of {equipment} hold"
    return found
