"""Notes what shown tags do, and what comes out of openings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_ops.scenario.outcome import Curves, Released
from twin_simulator.consequence import Weather, estimate, flashed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from twin_simulator.emergency import Release

POINTS = 240
_SAME = 0.5  # K by which a liquid may change until it is asked again how much of it boils
_Row = tuple[float, float, float | None]


@dataclass
class Recorder:
    """What a report is made of.

    Args:
        tags: which are noted.
        weather: for what is released.
    """

    tags: tuple[str, ...]
    weather: Weather
    times: list[float] = field(default_factory=list, init=False)
    _rows: dict[str, list[_Row]] = field(default_factory=lambda: defaultdict(list), init=False)
    _pools: dict[str, float] = field(default_factory=dict, init=False)
    _boiled: dict[str, tuple[float, float]] = field(default_factory=dict, init=False)
    _total: dict[str, float] = field(default_factory=dict, init=False)
    _worst: dict[str, Release] = field(default_factory=dict, init=False)

    def note(
        self,
        time: float,
        truth: Mapping[str, float],
        read: Mapping[str, float],
        model: Mapping[str, float],
    ) -> None:
        """Notes the values of now, in truth, as read and by the model, where it still follows."""
        self.times.append(time)
        for tag in self.tags:
            self._rows[tag].append((truth[tag], read[tag], model.get(tag)))

    def add(
        self, releases: Mapping[str, Release], seconds: float, wet: Collection[str] = ()
    ) -> None:
        """Adds what comes out for some seconds; of wet ones, what does not boil lies in a pool."""
        for name, release in releases.items():
            mass = release.mass_flow * seconds
            self._total[name] = self._total.get(name, 0.0) + mass
            if name not in self._worst or release.mass_flow > self._worst[name].mass_flow:
                self._worst[name] = release
            if name in wet and release.mass_flow > 0:
                rained = mass * (1 - self._boiling(name, release))
                self._pools[name] = self._pools.get(name, 0.0) + rained

    def _boiling(self, name: str, release: Release) -> float:
        """Which share of a liquid boils at once."""
        at, share = self._boiled.get(name, (-1e3, 0.0))
        if abs(release.temperature - at) > _SAME:
            share = flashed(release.fractions, release.temperature)
            self._boiled[name] = (release.temperature, share)
        return share

    def pool(self, name: str) -> float:
        """Liquid in kg which lies below a fault's opening; none of it evaporates."""
        return self._pools.get(name, 0.0)

    def released(self, name: str) -> float:
        """Mass in kg that has come out of a fault's opening."""
        return self._total.get(name, 0.0)

    def newest(self) -> dict[str, _Row]:
        """What was noted last of each tag: in truth, as read, and by the model."""
        return {tag: rows[-1] for tag, rows in self._rows.items()}

    def curves(self) -> dict[str, Curves]:
        """What was noted."""
        found = {}
        for tag, rows in self._rows.items():
            found[tag] = Curves(
                truth=[row[0] for row in rows],
                read=[row[1] for row in rows],
                model=[row[2] for row in rows],
            )
        return found

    def releases(self) -> dict[str, Released]:
        """What came out, and what it could have done at its worst."""
        return {name: self._of(name, worst) for name, worst in self._worst.items()}

    def _of(self, name: str, worst: Release) -> Released:
        found = estimate(worst, self.weather)
        return Released(
            total=self._total[name],
            worst=worst.mass_flow,
            flammable=found.flammable,
            dangerous=found.dangerous,
            pain=found.pain,
        )
