"""Compares the plant with the model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from twin_bus.agent import Agent, on
from twin_schemas.behind import BEHIND_TOLERANCE_S, behind_words
from twin_schemas.messages import Measurement, Residual, SimulatedValue
from twin_schemas.vocabulary import Quality

_NS = 1_000_000_000
_WORSE: dict[Quality, int] = {"good": 0, "uncertain": 1, "bad": 2}


@dataclass
class Synchronizer(Agent):
    """Publishes measured minus simulated for every measurement that the model has a value for.

    Where the two are too far apart in time, as when a busy machine keeps the model back, their
    difference says nothing of the plant: it is uncertain, with the reason.
    """

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
        quality, reason = _trust(measured, simulated)
        yield Residual(
            tag=measured.tag,
            residual=measured.value - simulated.value,
            measured=measured.value,
            simulated=simulated.value,
            unit=measured.unit,
            quality=quality,
            time_ns=measured.source_time_ns,
            significance=_significance(measured, simulated),
            spread=simulated.spread,
            reason=reason,
        )


def _trust(measured: Measurement, simulated: SimulatedValue) -> tuple[Quality, str]:
    """The worse quality of the two with its reason, and uncertain where they are apart in time."""
    pair = (measured.quality, measured.reason), (simulated.quality, simulated.reason)
    quality, reason = max(pair, key=lambda one: _WORSE[one[0]])
    apart_s = (measured.ingest_time_ns - simulated.time_ns) / _NS
    if quality == "good" and abs(apart_s) > BEHIND_TOLERANCE_S:
        late = f"the reading is {-apart_s:.0f} s older than the model's value"
        return "uncertain", behind_words(apart_s) or late
    return quality, reason


def _significance(measured: Measurement, simulated: SimulatedValue) -> float:
    """How far off the reading is, in standard deviations; 0 where nobody knows them."""
    if not simulated.spread > 0.0:
        return 0.0
    return (measured.value - simulated.expected) / simulated.spread
