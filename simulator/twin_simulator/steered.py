"""How somebody who watches a plant takes a run to where the plant is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.control.soft_plc import SoftPlc


class Steered:
    """The part of a run that an estimator moves."""

    _x: Array
    _travel: Array
    _plc: SoftPlc

    def set_parameter(self, name: str, value: float) -> None:
        """Sets a parameter in SI; the run says how."""
        raise NotImplementedError

    @property
    def travel(self) -> Array:
        """How far each actuator is from where it is told to be, as of `correct`."""
        return self._travel.copy()

    def correct(self, x: Array, parameters: Mapping[str, float], travel: Array) -> None:
        """Takes over an estimate of where the plant is.

        Args:
            x: states as the flowsheet orders them.
            parameters: as of `set_parameter`.
            travel: how far each actuator is from where it is told to be, from -1 to 1.

        Raises:
            KeyError: the model has no such parameter.
        """
        self._x, self._travel = x.copy(), travel.copy()
        for name, value in parameters.items():
            self.set_parameter(name, value)

    def lead(self, outputs: Mapping[str, float]) -> None:
        """Has actuators stand where the plant's control system has them, until the next call.

        The controllers follow, so that one which is no longer led goes on without a bump. What is
        led is no part of a snapshot: a branch is on its own.

        Args:
            outputs: position in percent by the name of the actuator.
        """
        self._plc.led = dict(outputs)
