"""Compares the plant with the model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from twin_bus.agent import Agent, on
from twin_schemas.messages import Measurement, Residual, SimulatedValue
from twin_schemas.vocabulary import Quality

_WORSE: dict[Quality, int] = {"good": 0, "uncertain": 1, "bad": 2}


@dataclass
class Synchronizer(Agent):
    """Publishes measured minus simulated for every measurement that the model has a value for."""

    name = "synchronizer"
    emits = (Residual,)

    _simulated: dict[str, SimulatedValue] = field(default_factory=dict, init=False)

    @on(SimulatedValue, start="live")
    def remember(self, simulated: SimulatedValue) -> Iterator[Residual]:
        self._simulated[simulated.tag] = simulated
        yield from ()

    @on(Measurement, start="live")
    def compare(self, measured: Measurement) -> Iterator[Residual]:
        simulated = self._simulated.get(measured.tag)
        if simulated is None or math.isnan(measured.value):
            return
        yield Residual(
            tag=measured.tag,
            residual=measured.value - simulated.value,
            measured=measured.value,
            simulated=simulated.value,
            unit=measured.unit,
            quality=max(measured.quality, simulated.quality, key=_WORSE.__getitem__),
            time_ns=measured.source_time_ns,
            significance=_significance(measured, simulated),
            spread=simulated.spread,
        )


def _significance(measured: Measurement, simulated: SimulatedValue) -> float:
    """How far off the reading is, in standard deviations; 0 where nobody knows them."""
    if not simulated.spread > 0.0:
        return 0.0
    return (measured.value - simulated.expected) / simulated.spread
