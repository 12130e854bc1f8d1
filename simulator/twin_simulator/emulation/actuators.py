"""Actuators: what stands between an order of the control system and a valve's stem.

An order passes friction or play, the actuator's travel time and its faults; the model's own lag of
the stem comes after. Without a fault only the travel time counts: a valve takes its stroke time
from end to end, however large the order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from twin_schemas.faults import MACHINES
from twin_simulator.emulation.staged import Staged, begun
from twin_simulator.emulation.stiction import slipped
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.faults import Fault
    from twin_schemas.plant import Equipment

_FAILING = {"air_loss", "signal_loss"}
_REST = {"closed": 0.0, "open": 1.0}


class Actuators:
    """All actuators of a plant, as vectors from 0 to 1.

    Args:
        names: of the equipment they move, in the order of the vectors.
        equipment: all of the plant's.
    """

    def __init__(self, names: tuple[str, ...], equipment: Mapping[str, Equipment]) -> None:
        strokes = [equipment[name].parameters.get("stroke_time", 0.0) for name in names]
        self._speed = np.array([1 / stroke if stroke else np.inf for stroke in strokes])
        self._index = {name: k for k, name in enumerate(names)}
        self._equipment = equipment

    def scan(
        self, stems: Array, orders: Array, seconds: float, staged: Sequence[Staged], time: float
    ) -> Array:
        """Returns where the actuators are after `seconds`.

        Args:
            stems: where they were.
            orders: what the control system wants.
            seconds: since the last scan.
            staged: the faults of the run.
            time: of the run in s.
        """
        speed = self._speed
        fixed: list[int] = []
        faults = list(begun(staged, "actuator", time))
        for area in begun(staged, "area", time):
            orders = self._without_utility(area.fault, orders, stems)
        if faults:
            speed, orders = speed.copy(), orders.copy()
        for one in sorted(faults, key=_rank):
            k = self._index[one.fault.target]
            if one.fault.kind == "stuck":
                fixed.append(k)
            elif one.fault.kind == "sluggish":
                speed[k] = min(speed[k], 1 / one.number("travel"))
            else:
                orders[k] = self._bent(one, float(orders[k]), float(stems[k]), time)
        reach = speed * seconds
        moved: Array = np.clip(orders, stems - reach, stems + reach)
        moved[fixed] = stems[fixed]
        return moved

    def _bent(self, one: Staged, order: float, stem: float, time: float) -> float:
        """What a fault makes of an order."""
        kind = one.fault.kind
        if kind == "drive_lost":
            return 0.0
        if kind in _FAILING:
            return _REST.get(self._equipment[one.fault.target].fails, stem)
        share = one.share(time)
        if kind == "leak":
            return max(order, one.number("least") / 100 * share)
        if kind == "backlash":
            band, jump = one.number("width") * share, 0.0
        else:
            band, jump = one.number("band") * share, one.number("jump") * share
        at = slipped(one.memory.get("at", 100 * stem), 100 * order, band, jump)
        one.memory["at"] = min(max(at, 0.0), 100.0)
        return one.memory["at"] / 100

    def _without_utility(self, fault: Fault, orders: Array, stems: Array) -> Array:
        """What an area without air or power makes of the orders to all its actuators."""
        moved = orders.copy()
        for name, k in self._index.items():
            equipment = self._equipment[name]
            if equipment.area != fault.target:
                continue
            if fault.kind == "power_lost" and _has_motor(equipment):
                moved[k] = 0.0
            elif fault.kind == "instrument_air_lost" and equipment.kind.startswith("valve"):
                moved[k] = _REST.get(equipment.fails, stems[k])
        return moved


def _has_motor(equipment: Equipment) -> bool:
    """Whether it is a machine or heater that steam does not drive."""
    electric = equipment.kind.startswith((*MACHINES, "heater"))
    return electric and not equipment.parameters.get("steam_flow")


def _rank(one: Staged) -> int:
    """Friction first; a spring without air overcomes it; nothing shuts what does not shut."""
    if one.fault.kind == "leak":
        return 2
    return int(one.fault.kind in _FAILING)
