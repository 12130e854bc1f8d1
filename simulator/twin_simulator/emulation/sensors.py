"""Sensors: first-order lag, bias, noise, range and failure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.plant import Instrument
    from twin_simulator.emulation.mismatch import Mismatch


@dataclass(kw_only=True)
class SensorState:
    """What the sensors remember; everything random comes from `generator`."""

    lagged: Array
    reading: Array
    generator: np.random.Generator
    failed: set[str] = field(default_factory=set)


class Sensors:
    """All instruments of a plant, as vectors in engineering units."""

    def __init__(
        self, instruments: Mapping[str, Instrument], mismatch: Mismatch, state: SensorState
    ) -> None:
        found = list(instruments.values())
        self._tags = [i.tag for i in found]
        self._lag = np.array([i.lag_s for i in found])
        self._noise = np.array([i.noise for i in found]) * mismatch.noise
        self._bias = np.array([mismatch.bias.get(i.tag, 0.0) for i in found])
        self._low = np.array([i.low for i in found])
        self._high = np.array([i.high for i in found])
        self.state = state

    def scan(self, true: Array, seconds: float) -> Array:
        """Returns the readings after `seconds` of the true values `true`."""
        state = self.state
        share = 1 - np.exp(-seconds / np.maximum(self._lag, 1e-9))
        state.lagged = state.lagged + share * (true - state.lagged)
        noise = self._noise * state.generator.standard_normal(len(true))
        reading = np.clip(state.lagged + self._bias + noise, self._low, self._high)
        stuck = np.array([tag in state.failed for tag in self._tags])
        state.reading = np.where(stuck, state.reading, reading)
        return state.reading

    def qualities(self) -> dict[str, str]:
        """Returns the reason for every reading that is not good."""
        found: dict[str, str] = {}
        limits = zip(self._tags, self.state.reading, self._low, self._high, strict=True)
        for tag, reading, low, high in limits:
            if tag in self.state.failed:
                found[tag] = "sensor failed"
            elif reading >= high or (reading <= low and low != 0):  # nothing is below zero flow
                found[tag] = "saturated"
        return found
