"""A vessel whose content is one equilibrium stage."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.units.stage import Stage
from twin_simulator.units.unit import Context, Inventory, Unit


@dataclass(frozen=True)
class StageVessel(Unit):
    """States `n`, the amounts, and `T`."""

    @property
    def volume(self) -> float:
        """Of liquid and vapour together in m3."""
        return self.parameters["volume"]

    @property
    def metal(self) -> float:
        """Heat capacity of the wall in J/K."""
        return self.parameters["metal"]

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
