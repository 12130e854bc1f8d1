"""From a metric to a reading: number, quality, time and unit."""

from __future__ import annotations

import math
from dataclasses import replace

from twin_plc_adapters.reading import Reading
from twin_plc_adapters.sparkplug.datatype import NotANumber, number_in
from twin_plc_adapters.sparkplug.message import Metric
from twin_schemas.units import UnitError, convert, dimension_of
from twin_schemas.vocabulary import Quality

_GOOD = 192
_QUALITIES: dict[int, tuple[Quality, str]] = {  # Sparkplug 3.0, 6.4.7, in OPC UA's words
    0: ("bad", "Bad (Sparkplug quality 0)"),
    _GOOD: ("good", ""),
    500: ("uncertain", "UncertainLastUsableValue (Sparkplug quality 500, stale)"),
}


class UnitsDiffer(ValueError):
    """A metric is told in a unit that measures something else than the tag's."""


def reading_of(metric: Metric, datatype: int, sent_ns: int) -> Reading:
    """What a metric says.

    Args:
        metric: As it was sent.
        datatype: Its type, as its birth has it.
        sent_ns: When the message was sent, which counts where the metric tells no time.
    """
    taken = sent_ns if metric.time_ns is None else metric.time_ns
    value, quality, reason = _value(metric, datatype)
    return Reading(value, quality, reason, taken, max(taken, sent_ns), is_past=metric.is_historical)


def _value(metric: Metric, datatype: int) -> tuple[float, Quality, str]:
    code = _GOOD if metric.quality is None else metric.quality
    strange: tuple[Quality, str] = ("bad", f"its quality {code} is none of 0, 192 and 500")
    quality, reason = _QUALITIES.get(code, strange)
    if metric.is_null:
        return math.nan, "bad", ", ".join(filter(None, ["no value (null)", reason]))
    try:
        return number_in(metric.field, metric.raw, datatype), quality, reason
    except NotANumber as error:
        return math.nan, "bad", str(error)


def in_unit(reading: Reading, told: str, unit: str) -> Reading:
    """A reading in the tag's unit; bad if the two measure different things."""
    try:
        return replace(reading, value=converted(reading.value, told, unit))
    except UnitsDiffer as error:
        return replace(reading, value=math.nan, quality="bad", reason=str(error))


def converted(value: float, source: str, target: str) -> float:
    """A value in another unit; as it is where the plant's unit is none that we know.

    Raises:
        UnitsDiffer: If the two measure different things.
    """
    if not source or source == target:
        return value
    try:
        known = {dimension_of(source), dimension_of(target)}
    except UnitError:
        return value
    if len(known) > 1:
        raise UnitsDiffer(f"the plant tells it in {source}, and the tag is in {target}")
    return convert(value, source, target)
