"""From what an OPC UA server reports to what is told of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from asyncua import ua

from twin_plc_adapters import measuring
from twin_plc_adapters.opcua.quality import has_overflowed, quality_of
from twin_plc_adapters.reading import Reading
from twin_schemas.messages import Measurement

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OVERFLOWED = "the server's queue ran over: values are missing before now"


class Measuring(measuring.Measuring):
    """Makes measurements of OPC UA's values."""

    def measured(self, tag: str, data: ua.DataValue) -> Iterator[Measurement]:
        """A reported value; before it the mark of a gap if the server says that it lost some."""
        return self.told(tag, reading_of(data))


def reading_of(data: ua.DataValue) -> Reading:
    """What a server says of a value."""
    quality, reason = quality_of(data.StatusCode)
    return Reading(
        _number(data),
        quality,
        reason,
        _time(data.SourceTimestamp),
        _time(data.ServerTimestamp),
        _OVERFLOWED if has_overflowed(data.StatusCode) else "",
    )


def _number(data: ua.DataValue) -> float:
    value = data.Value.Value if data.Value is not None else None
    return float(value) if isinstance(value, int | float) else math.nan


def _time(moment: datetime | None) -> int | None:
    return None if moment is None else nanoseconds(moment, 0)


def nanoseconds(moment: datetime | None, otherwise: int) -> int:
    """A time of OPC UA since 1970, in nanoseconds; `otherwise` where there is none."""
    if moment is None:
        return otherwise
    since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000_000 + since.microseconds * 1_000


def moment(time_ns: int) -> datetime:
    """Nanoseconds since 1970 as a time of OPC UA, to the microsecond."""
    return _EPOCH + timedelta(microseconds=time_ns // 1_000)
