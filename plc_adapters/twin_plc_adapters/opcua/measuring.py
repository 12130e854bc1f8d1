"""From what an OPC UA server reports to readings."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from asyncua import ua

from twin_plc_adapters.opcua.quality import said_by
from twin_plc_adapters.reading import Reading

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_TICKS = 116_444_736_000_000_000  # of 100 ns, from 1601 to 1970
_LAST_TICKS = 2_650_467_743_990_000_000  # the end of the year 9999


def reading_of(data: ua.DataValue) -> Reading:
    """What a server says of a value."""
    quality, reason, gap = said_by(0 if data.StatusCode is None else data.StatusCode.value)
    return Reading(
        _number(data),
        quality,
        reason,
        _time(data.SourceTimestamp),
        _time(data.ServerTimestamp),
        gap,
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


def since_1970(ticks: int) -> int | None:
    """An encoded time of OPC UA (OPC 10000-6, 5.2.2.5) in nanoseconds since 1970.

    Returns:
        None for what stands for no time: nothing, and what is past the year 9999.
    """
    return (ticks - _EPOCH_TICKS) * 100 if 0 < ticks < _LAST_TICKS else None
