"""Interlocks: which are tripped, in which order, and what they force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant import Interlock


@dataclass(kw_only=True)
class GuardState:
    """Tripped interlocks in the order in which they tripped, the first-out first."""

    tripped: list[str] = field(default_factory=list)
    forced: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Guard:
    """All interlocks of a plant."""

    interlocks: Mapping[str, Interlock]

    def scan(self, state: GuardState, values: Mapping[str, float]) -> None:
        """Trips interlocks whose cause is present; releases those which do not latch."""
        for name, interlock in self.interlocks.items():
            present = self._present(interlock, values)
            if present and name not in state.tripped:
                state.tripped.append(name)
            elif not present and not interlock.latched and name in state.tripped:
                state.tripped.remove(name)

    def reset(self, state: GuardState, values: Mapping[str, float]) -> None:
        """Releases every interlock whose cause is gone, and what was forced by hand."""
        state.tripped = [n for n in state.tripped if self._present(self.interlocks[n], values)]
        state.forced.clear()

    def positions(self, state: GuardState) -> dict[str, float]:
        """Returns the forced position in percent of each tripped actuator; the first-out wins."""
        positions = dict(state.forced)
        for name in state.tripped:
            for trip in self.interlocks[name].trips:
                positions.setdefault(trip.equipment, trip.position)
        return positions

    def first_out(self, state: GuardState) -> list[str]:
        """Returns the tripped interlocks which take part in the first-out record."""
        return [name for name in state.tripped if self.interlocks[name].first_out]

    @staticmethod
    def _present(interlock: Interlock, values: Mapping[str, float]) -> bool:
        value = values[interlock.tag]
        return value > interlock.limit if interlock.side == "high" else value < interlock.limit
