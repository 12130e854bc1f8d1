"""What a message says, once it is read off the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from twin_plc_adapters.sparkplug.wire import NotAPayload, read_payload, value_field

_MS = 1_000_000
_LATEST_MS = (2**63 - 1) // _MS  # what nanoseconds in 64 bits can tell, in the year 2262
_UNITS = {"unit", "units", "engunit", "engunits", "engineeringunit", "engineeringunits"}
_QUALITY = "quality"


@dataclass(frozen=True)
class Metric:
    """One value, or its definition if the message is a birth.

    Attributes:
        name: Its name; empty where only the alias is sent.
        alias: A number for its name; None if there is none.
        time_ns: When the value was taken, since 1970 in UTC; None if it does not say.
        datatype: Number of its type; 0 if it does not say.
        is_historical: Whether it is sent afterwards and is not the present value.
        is_null: Whether it has no value.
        quality: Its property `Quality`; None without one, which means that it is good.
        unit: Its property for the engineering unit, for which makers have several names.
        field: Which of the values it has; empty for none.
        raw: What is in that.
    """

    name: str = ""
    alias: int | None = None
    time_ns: int | None = None
    datatype: int = 0
    is_historical: bool = False
    is_null: bool = False
    quality: int | None = None
    unit: str = ""
    field: str = ""
    raw: object = None


@dataclass(frozen=True)
class SparkplugMessage:
    """A payload.

    Attributes:
        time_ns: When it was sent; None if it does not say.
        seq: Its place in the order of its edge node; None for none.
        metrics: Values.
    """

    time_ns: int | None
    seq: int | None
    metrics: tuple[Metric, ...]


def message_in(content: bytes) -> SparkplugMessage:
    """Reads a payload.

    Raises:
        NotAPayload: If it cannot be read; the message says why.
    """
    payload = read_payload(content)
    metrics = tuple(_metric(one) for one in payload.metrics)
    seq = int(payload.seq) if payload.HasField("seq") else None
    return SparkplugMessage(_time_ns(payload), seq, metrics)


def _metric(metric: Any) -> Metric:
    properties = _properties(metric.properties)
    field = value_field(metric)
    units = [v for k, v in properties.items() if k in _UNITS and isinstance(v, str)]
    quality = properties.get(_QUALITY)
    return Metric(
        name=_text(metric, "name"),
        alias=int(metric.alias) if metric.HasField("alias") else None,
        time_ns=_time_ns(metric),
        datatype=int(metric.datatype),
        is_historical=metric.is_historical,
        is_null=metric.is_null or not field,
        quality=quality if isinstance(quality, int) else None,
        unit=units[0].strip() if units else "",
        field=field,
        raw=getattr(metric, field) if field else None,
    )


def _text(message: Any, field: str) -> str:
    """A text; Protocol Buffers of this kind do not promise that it is one."""
    try:
        text = getattr(message, field)
    except UnicodeDecodeError:
        text = None
    if not isinstance(text, str):
        raise NotAPayload(f"a {field} is no UTF-8")
    return text


def _properties(properties: Any) -> dict[str, object]:
    """By names without case and punctuation; what has no value is left out."""
    found = {}
    for key, value in zip(properties.keys, properties.values, strict=False):
        if (field := value_field(value)) and not value.is_null:
            found[re.sub(r"[^a-z]", "", str(key).lower())] = getattr(value, field)
    return found


def _time_ns(message: Any) -> int | None:
    """A time in nanoseconds.

    Raises:
        NotAPayload: If it is beyond what can be told.
    """
    if not message.HasField("timestamp"):
        return None
    if message.timestamp > _LATEST_MS:
        raise NotAPayload(f"the timestamp {message.timestamp} ms is beyond the year 2262")
    return int(message.timestamp) * _MS
