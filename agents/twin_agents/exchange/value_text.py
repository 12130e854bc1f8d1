"""A tag's value as JSON text, in parts that change apart: what is reported, and the model's."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import lru_cache
from json import dumps
from json.encoder import encode_basestring_ascii as quoted

from twin_schemas.messages import Measurement, Residual, SimulatedValue

NS = 1_000_000_000


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


def reported_text(m: Measurement) -> str:
    """What a report says, without its age: `"value": …, "quality": …` and so on."""
    quality = _quality(m.quality, m.reason, m.origin)
    times = _times(m.source_time_ns, m.server_time_ns, m.ingest_time_ns)
    return f'"value": {_number(m.value)}, {quality}, {times}'


def model_text(simulated: SimulatedValue | None, residual: Residual | None) -> str:
    """What the model says, and how far the plant is off it."""
    value, time_ns, doubt = None, None, ""
    if simulated is not None:
        value, time_ns, doubt = simulated.value, simulated.time_ns, simulated.reason
    off, reason = (None, "") if residual is None else (residual.residual, residual.reason)
    return (
        f'"simulated": {_number(value)}, {_doubts(time_ns, doubt, reason)},'
        f' "residual": {_number(off)}, "significance": {_number(significance_of(residual))}'
    )


@lru_cache(maxsize=1_024)
def age_text(since_ns: int, now_ns: int) -> str:
    """Seconds from one time to another, which may be none."""
    return f"{max(0.0, (now_ns - since_ns) / NS):.3f}"


def _number(value: float | None) -> str:
    return repr(value) if value is not None and math.isfinite(value) else "null"


# A plant that is scanned says the same of hundreds of values.


@lru_cache(maxsize=1_024)
def _quality(quality: str, reason: str, origin: str) -> str:
    return f'"quality": {quoted(quality)}, "reason": {quoted(reason)}, "origin": {quoted(origin)}'


@lru_cache(maxsize=1_024)
def _times(source_ns: int, server_ns: int, ingest_ns: int) -> str:
    told = (
        f'"{name}_time": {dumps(iso(time_ns))}'
        for name, time_ns in (("source", source_ns), ("server", server_ns), ("ingest", ingest_ns))
    )
    return ", ".join(told)


@lru_cache(maxsize=1_024)
def _doubts(time_ns: int | None, doubt: str, reason: str) -> str:
    return (
        f'"simulated_time": {dumps(iso(time_ns))}, "simulated_reason": {quoted(doubt)},'
        f' "residual_reason": {quoted(reason)}'
    )
