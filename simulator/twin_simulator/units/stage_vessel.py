"""A vessel whose content is one equilibrium stage."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.units.stage import Stage
from twin_simulator.units.unit import Context, Inventory, Unit, remembered


@dataclass(frozen=True)
class StageVessel(Unit):
    """States `n`, the amounts, and `T`.

    Equations:
        Amounts n of each component shared by liquid and vapour at equilibrium, x_i = n_i / (L + K_i
        V / (R T)) (`units/stage.py`, Rachford and Rice 1952); dU/dt = enthalpy in - out + heat.
        NRTL and Henry (`properties/phase_equilibrium.py`).

    Assumptions:
        One temperature for liquid, vapour and metal. The vapour held counts with the enthalpy of
        liquid. Ideal vapour, no heat of mixing.

    Validity:
        Methanol, water and dissolved gases to about 110 degC; not checked.
    """

    @property
    def volume(self) -> float:
        """Of liquid and vapour together in m3."""
        return self.parameters["volume"]

    @property
    def metal(self) -> float:
        """Heat capacity of the wall in J/K."""
        return self.parameters["metal"]

    @remembered
    def content(self, context: Context) -> Stage:
        """Returns what it holds."""
        return Stage(
            held=context.values["n"],
            temperature=context.values["T"],
            volume=self.volume,
            metal=self.metal,
            medium=self.medium,
        )

    def inventory(self, context: Context) -> Inventory:
        return self.content(context).inventory
