"""Sensors: first-order lag, bias, noise and range, and what faults make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twin_schemas.faults import FAULT_KINDS
from twin_simulator.emulation.sensor_faults import BENDS, REPLACES, Moment, Terms
from twin_simulator.emulation.staged import Staged, begun
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.plant import Instrument
    from twin_simulator.emulation.mismatch import Mismatch

SATURATED = "saturated"


@dataclass(kw_only=True)
class SensorState:
    """What the sensors remember; everything random comes from `generator`."""

    lagged: Array
    reading: Array
    generator: np.random.Generator


class Sensors:
    """All instruments of a plant, as vectors in engineering units."""

    def __init__(
        self, instruments: Mapping[str, Instrument], mismatch: Mismatch, state: SensorState
    ) -> None:
        found = list(instruments.values())
        self._tags = [i.tag for i in found]
        self._index = {tag: k for k, tag in enumerate(self._tags)}
        # a valve against its stop is where its transmitter says that it is
        self._overrun = np.array([i.quantity != "position" for i in found], bool)
        self._sound = Terms(
            lag=np.array([i.lag_s for i in found]),
            noise=np.array([i.noise for i in found]) * mismatch.noise,
            error=np.array([mismatch.bias.get(i.tag, 0.0) for i in found]),
            low=np.array([i.low for i in found]),
            high=np.array([i.high for i in found]),
        )
        self.state = state

    def scan(
        self, true: Array, seconds: float, staged: Sequence[Staged] = (), time: float = 0.0
    ) -> Array:
        """Returns the readings of the true values `true`.

        Args:
            true: in engineering units.
            seconds: since the last scan.
            staged: the faults of the run, those of other places and those to come included.
            time: of the run in s.
        """
        state, at = self.state, Moment(time=time, seconds=seconds)
        faults = list(begun(staged, "sensor", time))
        terms = self._terms(faults, at)
        share = 1 - np.exp(-seconds / np.maximum(terms.lag, 1e-9))
        state.lagged = state.lagged + share * (true - state.lagged)
        noise = terms.noise * state.generator.standard_normal(len(true))
        reading = np.clip(state.lagged + terms.error + noise, terms.low, terms.high)
        for one in faults:
            if one.fault.kind in REPLACES:
                k = self._index[one.fault.target]
                last = float(state.reading[k])
                reading[k] = REPLACES[one.fault.kind](terms, k, one, last)
        state.reading = reading
        return state.reading

    def _terms(self, faults: Sequence[Staged], at: Moment) -> Terms:
        """The terms of the law with what faults add to them."""
        if not faults:
            return self._sound
        terms = self._sound.copy()
        for one in faults:
            if one.fault.kind in BENDS:
                BENDS[one.fault.kind](terms, self._index[one.fault.target], one, at)
        return terms

    def qualities(self, staged: Sequence[Staged] = (), time: float = 0.0) -> dict[str, str]:
        """Returns the reason for every reading which its own sensor does not call good."""
        faults = list(begun(staged, "sensor", time))
        terms = self._terms(faults, Moment(time=time, seconds=0.0))
        reading, low, high = self.state.reading, terms.low, terms.high
        # nothing is below zero flow
        at_high = (reading >= high) & (self._overrun | (high < self._sound.high))
        at_end = at_high | ((reading <= low) & (low != 0))
        found = {self._tags[k]: SATURATED for k in np.flatnonzero(at_end)}
        return found | dict(_words(faults))

    def failed(self, staged: Sequence[Staged], time: float) -> frozenset[str]:
        """Returns the tags whose sensors say that they have failed."""
        faults = begun(staged, "sensor", time)
        return frozenset(s.fault.target for s in faults if FAULT_KINDS[s.fault.kind].fails)


def _words(faults: Sequence[Staged]) -> Iterator[tuple[str, str]]:
    """Yields what each sensor says of itself, the worst word last."""
    for one in sorted(faults, key=lambda each: FAULT_KINDS[each.fault.kind].fails):
        kind = FAULT_KINDS[one.fault.kind]
        if kind.says and kind.says != SATURATED:
            yield one.fault.target, kind.says
