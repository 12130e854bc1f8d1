"""Tells what is wrong with a sensor from what has changed in the plant.

A sensor that lies contradicts all others; a change of the plant moves several readings the way one
parameter does (Gertler 1998, Fault Detection and Diagnosis in Engineering Systems). A running sum
(Page 1954, Biometrika 41, 100) of what speaks against each sensor tells when, and the larger of the
two likelihood ratios tells what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from twin_schemas.vocabulary import SuspectedFault
from twin_simulator.estimation.frozen import Frozen
from twin_simulator.estimation.verdict import Finding
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.estimation.estimate import ParameterEstimate
    from twin_simulator.estimation.estimator import Corrected
    from twin_simulator.estimation.layout import Layout

_ALLOWANCE = 0.8  # standard deviations that are let pass at each correction
_MOST = 5.0  # of what a single correction counts
_DECISION = 20.0  # of the cumulative sum
_KEPT = 0.9  # share of the mean that a correction keeps
_RETURNED = 1.5  # standard deviations below which a doubted sensor is believed again, by and by
_PROBATION = 1800.0  # s
_GROWN = 0.5  # a bias that has changed by this share drifts
_FINDING = 1200.0  # s, in which a twin that starts anywhere finds the plant
_SETTLING = 3600.0  # s, after which the first estimates count as how the plant is
_MOVED = 4.0  # standard deviations that a parameter has moved
_LEAST = 0.01  # a smaller change of a parameter is not told
_KNOWN = 0.6  # of the prior spread, below which a parameter is observed at all


@dataclass
class Doubt:
    """One sensor that is not believed.

    Attributes:
        since: when it began to show. first, size: error at first and now, in the tag's unit.
        mean: of the error over its standard deviation. good_for: seconds that it agrees again.
    """

    since: float
    first: float
    size: float
    mean: float
    good_for: float = 0.0
    fault: SuspectedFault = "bias"


@dataclass
class IsolationState:
    """What is remembered; vectors have an entry for each instrument, or each parameter."""

    up: Array
    down: Array
    began: Array
    sensors: Array
    parameters: Array
    doubts: dict[int, Doubt] = field(default_factory=dict)
    references: dict[str, float] = field(default_factory=dict)
    moved: dict[str, float] = field(default_factory=dict)
    frozen: Frozen = field(default_factory=Frozen)

    @classmethod
    def at_start(cls, layout: Layout) -> IsolationState:
        """Nothing is wrong."""
        m, k = len(layout.tags), len(layout.names)
        return cls(np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(k))


@dataclass
class Isolation:
    """Judges each correction."""

    layout: Layout
    state: IsolationState

    @property
    def doubted(self) -> frozenset[int]:
        """Instruments that are not believed."""
        frozen = {self.layout.tags.index(t) for t in self.state.frozen.found()}
        return frozenset(self.state.doubts) | frozenset(frozen)

    def note(self, readings: Mapping[str, float], seconds: float, time: float) -> None:
        """Looks for readings that repeat themselves exactly, which no noisy sensor does."""
        self.state.frozen.note(readings, self.layout.model.plant.instruments, seconds, time)

    def judge(
        self,
        corrected: Corrected,
        estimates: Sequence[ParameterEstimate],
        seconds: float,
        time: float,
    ) -> None:
        """Weighs what a correction has shown.

        Args:
            corrected: what was compared.
            estimates: of parameters and travel after it.
            seconds: since the last time.
            time: of the plant in s.
        """
        state, used = self.state, corrected.used
        against = corrected.sensors
        state.sensors[used] = _KEPT * state.sensors[used] + (1 - _KEPT) * against
        state.parameters = _KEPT * state.parameters + (1 - _KEPT) * corrected.parameters
        self._follow_doubts(corrected, seconds)
        if time < _FINDING:
            return
        self._sum(used[corrected.believed], against[corrected.believed], time)
        self._decide(corrected)
        if time > _SETTLING:
            self._compare(estimates, time)

    def findings(self, estimates: Sequence[ParameterEstimate]) -> Iterator[Finding]:
        """Yields what is wrong now: sensors, then parameters."""
        tags = self.layout.tags
        frozen = self.state.frozen.found()
        for tag, since in frozen.items():
            yield Finding("sensor", tag, "freeze", 0.0, 0.0, since)
        for k, doubt in self.state.doubts.items():
            if tags[k] not in frozen:
                yield Finding("sensor", tags[k], doubt.fault, doubt.size, doubt.mean, doubt.since)
        for one in estimates:
            if one.name in self.state.moved:
                by = one.value - self.state.references.get(one.name, one.nominal)
                significance = by / max(one.deviation, 1e-9)
                since = self.state.moved[one.name]
                yield Finding("plant", one.name, "change", by, significance, since)

    def _sum(self, used: Array, against: Array, time: float) -> None:
        state, against = self.state, np.clip(against, -_MOST, _MOST)
        rests = (state.up[used] == 0) & (state.down[used] == 0)
        state.began[used[rests]] = time
        state.up[used] = np.maximum(0.0, state.up[used] + against - _ALLOWANCE)
        state.down[used] = np.maximum(0.0, state.down[used] - against - _ALLOWANCE)

    def _decide(self, corrected: Corrected) -> None:
        """Doubts the sensor that most speaks against, unless a parameter explains it better."""
        state = self.state
        sums = np.maximum(state.up, state.down)
        if float(np.max(sums, initial=0.0)) < _DECISION:
            return
        rank = np.where(sums > 0.3 * _DECISION, np.abs(state.sensors), 0.0)
        k = int(np.argmax(rank))
        if rank[k] > float(np.max(np.abs(state.parameters), initial=0.0)):
            where = np.flatnonzero(corrected.used == k)
            error = float(corrected.solved.innovation.values[where[0]]) if len(where) else 0.0
            mean = float(state.sensors[k])
            state.doubts[k] = Doubt(since=float(state.began[k]), first=error, size=error, mean=mean)
        state.up, state.down = np.zeros_like(state.up), np.zeros_like(state.down)
        state.sensors, state.parameters = (
            np.zeros_like(state.sensors),
            np.zeros_like(state.parameters),
        )

    def _follow_doubts(self, corrected: Corrected, seconds: float) -> None:
        """Believes a sensor again that has long agreed with all others."""
        own = np.hypot(self.layout.noise, self.layout.calibration)
        seen = np.sum(corrected.solved.innovation.seen**2, axis=1)
        for row, k in enumerate(corrected.used.tolist()):
            doubt = self.state.doubts.get(k)
            if doubt is None:
                continue
            error = float(corrected.solved.innovation.values[row])
            deviation = float(np.sqrt(own[k] ** 2 + seen[row]))
            doubt.size = _KEPT * doubt.size + (1 - _KEPT) * error
            doubt.mean = _KEPT * doubt.mean + (1 - _KEPT) * error / deviation
            if abs(doubt.size - doubt.first) > max(_GROWN * abs(doubt.first), 2 * deviation):
                doubt.fault = "drift"
            doubt.good_for = doubt.good_for + seconds if abs(doubt.mean) < _RETURNED else 0.0
            if doubt.good_for > _PROBATION:
                del self.state.doubts[k]

    def _compare(self, estimates: Sequence[ParameterEstimate], time: float) -> None:
        """Compares each parameter with how the plant was when the twin had got to know it."""
        for one in estimates:
            if one.deviation > _KNOWN * one.prior:
                continue
            travels = one.name.endswith(".travel")
            if not travels:
                self.state.references.setdefault(one.name, one.value)
            by = abs(one.value - self.state.references.get(one.name, one.nominal))
            if by > max(_LEAST, _MOVED * one.deviation):
                self.state.moved.setdefault(one.name, time)
            elif by < 0.5 * max(_LEAST, _MOVED * one.deviation):
                self.state.moved.pop(one.name, None)
