"""Interlocks: which are tripped, in which order, and what they force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant import Interlock


_APART = 1.0  # % of travel


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
            present = interlock.is_cause(values[interlock.tag])
            if present and name not in state.tripped:
                state.tripped.append(name)
            elif not present and not interlock.latched and name in state.tripped:
                state.tripped.remove(name)

    def reset(self, state: GuardState, values: Mapping[str, float]) -> None:
        """Releases every interlock whose cause is gone, and what was forced by hand."""
        state.tripped = [n for n in state.tripped if self._is_present(n, values)]
        state.forced.clear()

    def latched(self, state: GuardState, area: str) -> list[str]:
        """Returns the tripped interlocks of an area that wait for a reset."""
        interlocks = self.interlocks
        return [n for n in state.tripped if interlocks[n].latched and interlocks[n].area == area]

    def reset_area(self, state: GuardState, area: str, values: Mapping[str, float]) -> list[str]:
        """Releases interlocks of an area as `reset` does; returns those that stay tripped."""
        own = self.latched(state, area)
        stay = [name for name in own if self._is_present(name, values)]
        state.tripped = [n for n in state.tripped if n not in own or n in stay]
        return stay

    def release(self, state: GuardState, led: Mapping[str, float]) -> None:
        """Releases interlocks of which a led actuator shows that the plant has not tripped.

        A twin that is off for a while would trip where its plant did not; led, it would not show,
        but each branch, which is on its own, would begin with a shutdown.

        Args:
            state: of this guard.
            led: where the plant has actuators, in percent.
        """
        state.tripped = [n for n in state.tripped if not self._is_contradicted(n, led)]

    def positions(self, state: GuardState) -> dict[str, float]:
        """Returns the forced position in percent of each tripped actuator; the first-out wins."""
        positions = dict(state.forced)
        for name in state.tripped:
            for trip in self.interlocks[name].trips:
                positions.setdefault(trip.equipment, trip.position)
        return positions

    def holding(self, state: GuardState, actuator: str) -> str:
        """Returns the first tripped interlock which holds an actuator; empty if none does."""
        for name in state.tripped:
            if any(trip.equipment == actuator for trip in self.interlocks[name].trips):
                return name
        return ""

    def first_out(self, state: GuardState) -> list[str]:
        """Returns the tripped interlocks which take part in the first-out record."""
        return [name for name in state.tripped if self.interlocks[name].first_out]

    def _is_contradicted(self, name: str, led: Mapping[str, float]) -> bool:
        trips = self.interlocks[name].trips
        return any(abs(led.get(t.equipment, t.position) - t.position) > _APART for t in trips)

    def _is_present(self, name: str, values: Mapping[str, float]) -> bool:
        interlock = self.interlocks[name]
        return interlock.is_cause(values[interlock.tag])
