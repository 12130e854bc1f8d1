"""The field of an emulated plant: what stands between process and control system.

Sensors, actuators and slow changes, with the faults that somebody has staged on them. A twin has no
field: what is wrong with the plant is for it to find out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from twin_schemas.faults import FAULT_KINDS, Fault, FaultError, objections
from twin_schemas.units import to_si
from twin_simulator.emulation.actuators import Actuators
from twin_simulator.emulation.aging import deactivated, fouled, rate_constant
from twin_simulator.emulation.sensors import Sensors, SensorState
from twin_simulator.emulation.staged import Staged, begun
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_simulator.emulation.mismatch import Mismatch
    from twin_simulator.variables import Variables

_HOUR = 3600.0


@dataclass(kw_only=True)
class FieldState:
    """What the field remembers.

    Attributes:
        stems: where the actuators are, from 0 to 1.
        staged: the faults by name, in the order of their injection.
    """

    sensors: SensorState
    stems: Array
    staged: dict[str, Staged] = field(default_factory=dict)


class Field:
    """Sensors and actuators of a plant, their faults, and slow changes; memory is in `state`."""

    def __init__(
        self, plant: Plant, variables: Variables, mismatch: Mismatch, state: FieldState
    ) -> None:
        self._plant = plant
        self._sensors = Sensors(plant.instruments, mismatch, state.sensors)
        self._actuators = Actuators(variables.inputs, plant.equipment)
        self._index = {name: k for k, name in enumerate(variables.parameters)}
        self._tags = {tag: k for k, tag in enumerate(plant.instruments)}
        self.state = state

    @property
    def reading(self) -> Array:
        """The last readings, in engineering units."""
        return self.state.sensors.reading

    def read(self, true: Array, seconds: float, time: float) -> Array:
        """Returns the readings of the true values, in engineering units."""
        return self._sensors.scan(true, seconds, self._staged, time)

    def move(self, orders: Array, seconds: float, time: float) -> Array:
        """Returns where the actuators are, given what they are told."""
        stems = self._actuators.scan(self.state.stems, orders, seconds, self._staged, time)
        self.state.stems = stems
        return stems

    def age(self, true: Array, seconds: float, time: float) -> None:
        """Lets catalysts deactivate for some seconds at their true temperatures."""
        for one in begun(self._staged, "parameter", time):
            if one.fault.kind == "deactivation":
                self._deactivate(one, true, seconds)

    def _deactivate(self, one: Staged, true: Array, seconds: float) -> None:
        reference = one.number("reference")
        temperature = self._bed_temperature(one.fault.target.split(".")[0], true, reference)
        constant = rate_constant(one.number("rate"), one.number("energy"), reference, temperature)
        one.memory["activity"] = deactivated(
            one.memory.get("activity", 1.0),
            one.number("speed") * seconds / _HOUR,
            constant,
            one.number("order"),
            one.number("floor") / 100,
        )

    def _bed_temperature(self, reactor: str, true: Array, otherwise: float) -> float:
        """Mean true temperature in K where the bed is measured."""
        measured = [
            to_si(float(true[self._tags[i.tag]]), i.unit)
            for i in self._plant.instruments.values()
            if i.owner == reactor and i.quantity.startswith("bed_temperature")
        ]
        return float(np.mean(measured)) if measured else otherwise

    def acting(self, parameters: Array, time: float) -> Array:
        """Returns the parameters as slow changes have made them; the same array without any."""
        changed = parameters
        for one in begun(self._staged, "parameter", time):
            if changed is parameters:
                changed = parameters.copy()
            changed[self._index[one.fault.target]] *= _factor(one, time)
        return changed

    def qualities(self, time: float) -> dict[str, str]:
        """Returns the reason for every reading which its own sensor does not call good."""
        return self._sensors.qualities(self._staged, time)

    def failed(self, time: float) -> frozenset[str]:
        """Returns the tags whose sensors say that they have failed."""
        return self._sensors.failed(self._staged, time)

    def inject(self, fault: Fault, time: float) -> None:
        """Stages a fault.

        Raises:
            FaultError: with everything that is wrong with it, and what there is instead.
        """
        others = [one.fault for one in self._staged]
        wrong = "\n".join(str(one) for one in objections(fault, self._plant, others))
        if not wrong and self._is_strange(fault):
            wrong = f"the model has no parameter {fault.target}; it has: {', '.join(self._index)}"
        if wrong:
            raise FaultError(wrong)
        self.state.staged[fault.name] = Staged(fault=fault, since=time)

    def _is_strange(self, fault: Fault) -> bool:
        """Whether the model has no such parameter."""
        is_parameter = FAULT_KINDS[fault.kind].place == "parameter"
        return is_parameter and fault.target not in self._index

    def clear(self, name: str) -> None:
        """Takes a fault away.

        Raises:
            FaultError: there is no such fault.
        """
        if name not in self.state.staged:
            there = ", ".join(self.state.staged) or "none"
            raise FaultError(f"there is no fault '{name}'; there are: {there}")
        del self.state.staged[name]

    def shares(self, time: float) -> Array:
        """Returns how far each opening is open, from 0 to 1."""
        found = [one.share(time) if one.age(time) >= 0 else 0.0 for one in self.openings]
        return np.array(found)

    @property
    def openings(self) -> tuple[Staged, ...]:
        """The staged openings, those which come later too."""
        return tuple(s for s in self._staged if FAULT_KINDS[s.fault.kind].place == "opening")

    @property
    def faults(self) -> Mapping[str, Fault]:
        """The staged faults by name."""
        return {name: one.fault for name, one in self.state.staged.items()}

    @property
    def _staged(self) -> tuple[Staged, ...]:
        return tuple(self.state.staged.values())


def _factor(one: Staged, time: float) -> float:
    """What a parameter is multiplied by."""
    match one.fault.kind:
        case "fouling":
            aged = one.number("speed") * one.age(time)
            return fouled(aged, one.number("end") / 100, one.number("time"))
        case "deactivation":
            return one.memory.get("activity", 1.0)
        case _:
            return 1 + (one.number("factor") - 1) * one.share(time)
