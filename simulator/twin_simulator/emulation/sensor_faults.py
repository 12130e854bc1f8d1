"""What faults do to sensors: to the terms of their law, or to the reading itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from twin_simulator.emulation.staged import Staged
from twin_simulator.units.unit import Array

_NEVER = 1e-12


@dataclass(frozen=True)
class Terms:
    """The terms of the sensors' law, an entry for each sensor, in its unit or in seconds."""

    lag: Array
    noise: Array
    error: Array
    low: Array
    high: Array

    def copy(self) -> Terms:
        """Terms that may be changed."""
        return Terms(*(array.copy() for array in vars(self).values()))


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When a law is asked: the time of the run, and the seconds since the last scan."""

    time: float
    seconds: float


def _bias(terms: Terms, k: int, one: Staged, at: Moment) -> None:
    terms.error[k] += one.number("offset") * one.share(at.time)


def _drift(terms: Terms, k: int, one: Staged, at: Moment) -> None:
    terms.error[k] += one.number("per_hour") * one.age(at.time) / 3600


def _noise(terms: Terms, k: int, one: Staged, at: Moment) -> None:
    terms.noise[k] *= 1 + (one.number("factor") - 1) * one.share(at.time)


def _lag(terms: Terms, k: int, one: Staged, at: Moment) -> None:
    terms.lag[k] += one.number("added") * one.share(at.time)


def _spikes(terms: Terms, k: int, one: Staged, at: Moment) -> None:
    """Drawn from the fault's name and the time alone: the noise of all sensors stays the same."""
    seed = (crc32(one.fault.name.encode()), round(1000 * at.time))
    chance, size = np.random.Generator(np.random.PCG64(seed)).random(2)
    if chance < -np.expm1(-at.seconds / one.number("every")):
        terms.error[k] += (2 * size - 1) * one.number("size") * one.share(at.time)


def _saturation(terms: Terms, k: int, one: Staged, at: Moment) -> None:
    del at
    reach = terms.low[k] + one.number("share") / 100 * (terms.high[k] - terms.low[k])
    terms.high[k] = max(min(terms.high[k], reach), terms.low[k] + _NEVER)


BENDS: Mapping[str, Callable[[Terms, int, Staged, Moment], None]] = {
    "bias": _bias,
    "decalibrated": _bias,
    "drift": _drift,
    "noise": _noise,
    "lag": _lag,
    "spikes": _spikes,
    "saturation": _saturation,
}


def _held(terms: Terms, k: int, one: Staged, last: float) -> float:
    del terms, k
    return one.memory.setdefault("held", last)


def _at_high_end(terms: Terms, k: int, one: Staged, last: float) -> float:
    del one, last
    return float(terms.high[k])


def _at_low_end(terms: Terms, k: int, one: Staged, last: float) -> float:
    del one, last
    return float(terms.low[k])


# the reading instead of that of the law, given the last one
REPLACES: Mapping[str, Callable[[Terms, int, Staged, float], float]] = {
    "freeze": _held,
    "dead": _held,
    "out_of_service": _held,
    "communication_lost": _held,
    "fail_high": _at_high_end,
    "fail_low": _at_low_end,
    "open_circuit": _at_low_end,
}
