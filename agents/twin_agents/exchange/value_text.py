"""A tag's value as JSON text, in parts that change apart: what is reported, and the model's."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import lru_cache
from json import dumps
from json.encoder import encode_basestring_ascii as quoted

from twin_schemas.messages import Measurement, Residual, SimulatedValue

NS = 1_000_000_000
Told = tuple[str, str]
"""Fields of a JSON object: what a value has of its own, and what others of its scan say alike."""


@lru_cache(maxsize=1_024)  # a plant that is scanned has one time for hundreds of values
def iso(time_ns: int | None) -> str | None:
    """Time as ISO 8601 in UTC with milliseconds."""
    if time_ns is None:
        return None
    return datetime.fromtimestamp(time_ns / NS, UTC).isoformat(timespec="milliseconds")


def finite(value: float) -> float | None:
    """The number, or None for NaN and infinities, which JSON does not have."""
    return value if math.isfinite(value) else None


def significance_of(residual: Residual | None) -> float | None:
    """In standard deviations; None where the twin does not know them, or plant and model differ.

    They differ where one of them is in doubt, or the model is behind plant time.
    """
    known = residual is not None and residual.spread > 0.0 and residual.quality == "good"
    return finite(residual.significance) if residual is not None and known else None


def reported_told(m: Measurement, now_ns: int) -> Told:
    """What a report says, and its age."""
    times = m.source_time_ns, m.server_time_ns, m.ingest_time_ns
    return f'"value": {_number(m.value)}', _reported(m.quality, m.reason, m.origin, times, now_ns)


def model_told(simulated: SimulatedValue | None, residual: Residual | None) -> Told:
    """What the model says, and how far the plant is off it."""
    value, time_ns, doubt = None, None, ""
    if simulated is not None:
        value, time_ns, doubt = simulated.value, simulated.time_ns, simulated.reason
    off, reason = (None, "") if residual is None else (residual.residual, residual.reason)
    significance = _number(significance_of(residual))
    own = (
        f'"simulated": {_number(value)}, "residual": {_number(off)}, "significance": {significance}'
    )
    return own, _doubts(time_ns, doubt, reason)


def _number(value: float | None) -> str:
    return repr(value) if value is not None and math.isfinite(value) else "null"


# A plant that is scanned says the same of hundreds of values.


@lru_cache(maxsize=1_024)
def age_told(since_ns: int, now_ns: int) -> str:
    """Seconds from one time to another, which may be none."""
    return f'"age_s": {max(0.0, (now_ns - since_ns) / NS):.3f}'


@lru_cache(maxsize=1_024)
def _reported(
    quality: str, reason: str, origin: str, times_ns: tuple[int, int, int], now_ns: int
) -> str:
    source, server, ingest = (dumps(iso(time_ns)) for time_ns in times_ns)
    return (
        f'"quality": {quoted(quality)}, "reason": {quoted(reason)}, "origin": {quoted(origin)},'
        f' "source_time": {source}, "server_time": {server}, "ingest_time": {ingest},'
        f" {age_told(times_ns[0], now_ns)}"
    )


@lru_cache(maxsize=1_024)
def _doubts(time_ns: int | None, doubt: str, reason: str) -> str:
    return (
        f'"simulated_time": {dumps(iso(time_ns))}, "simulated_reason": {quoted(doubt)},'
        f' "residual_reason": {quoted(reason)}'
    )
