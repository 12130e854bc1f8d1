"""Recent values of a server, in memory that is bounded."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from asyncua import ua
from asyncua.server.history import HistoryStorageInterface

from twin_plc_adapters.opcua.measuring import moment, nanoseconds

_FIRST_YEAR = 1970
_ANSWER = 10_000
VALUES = 1_800


@dataclass
class Series:
    """The newest values of one node, 20 bytes each; up to twice `capacity` before the old ones go.

    Attributes:
        capacity: Values that are kept for certain.
    """

    capacity: int
    times: array[int] = field(default_factory=lambda: array("q"))
    values: array[float] = field(default_factory=lambda: array("d"))
    codes: array[int] = field(default_factory=lambda: array("I"))

    def add(self, time_ns: int, value: float, code: int) -> None:
        """Adds a value that is newer than all others."""
        self.times.append(time_ns)
        self.values.append(value)
        self.codes.append(code)
        if len(self.times) > 2 * self.capacity:
            for column in (self.times, self.values, self.codes):
                del column[: -self.capacity]

    def between(self, begin: int, end: int) -> range:
        """Places of the values from `begin` to `end`, both included."""
        return range(bisect_left(self.times, begin), bisect_right(self.times, end))

    def at(self, place: int) -> ua.DataValue:
        """The value at a place, as OPC UA tells it; one that is bad has none."""
        code = ua.StatusCode(self.codes[place])
        when = moment(self.times[place])
        variant = ua.Variant(self.values[place], ua.VariantType.Double)
        return ua.DataValue(
            Value=ua.Variant() if code.is_bad() else variant,
            StatusCode=code,
            SourceTimestamp=when,
            ServerTimestamp=when,
        )


class BoundedHistory(HistoryStorageInterface):  # type: ignore[misc]  # asyncua is not typed here
    """What `HistoryRead` answers from.

    Args:
        capacity: Values to keep for each node.
    """

    def __init__(self, capacity: int = VALUES) -> None:
        super().__init__(_ANSWER)
        self._capacity = capacity
        self._series: dict[ua.NodeId, Series] = {}

    async def init(self) -> None:
        """Nothing to open; asyncua calls it by this name."""

    async def stop(self) -> None:
        """Nothing to close; asyncua calls it by this name."""

    def begin(self, node_id: ua.NodeId) -> None:
        """Keeps the values of a node from now on."""
        self._series[node_id] = Series(self._capacity)

    def add(self, node_id: ua.NodeId, data: ua.DataValue) -> None:
        """Keeps a value, if its node's are kept."""
        if (series := self._series.get(node_id)) is not None:
            status = data.StatusCode or ua.StatusCode()
            series.add(nanoseconds(data.SourceTimestamp, 0), data.Value.Value, status.value)

    def keep(self, node_id: ua.NodeId, time_ns: int, value: float, code: int) -> None:
        """Keeps a value, if its node's are kept and it is newer than the last one."""
        series = self._series.get(node_id)
        if series is not None and (not series.times or time_ns > series.times[-1]):
            series.add(time_ns, value, code)

    async def read_node_history(
        self,
        node_id: ua.NodeId,
        start: datetime | None,
        end: datetime | None,
        nb_values: int,
    ) -> tuple[list[ua.DataValue], datetime | None]:
        """Values of a node, and from when the rest goes on (OPC 10000-11, 6.5.3).

        Backwards where the start is later than the end, or missing.
        """
        series = self._series.get(node_id)
        if series is None:
            raise ua.uaerrors.BadHistoryOperationUnsupported
        places = list(_places(series, _time(start), _time(end)))
        most = min(nb_values or _ANSWER, _ANSWER)
        rest = moment(series.times[places[most]]) if len(places) > most else None
        return [series.at(place) for place in places[:most]], rest


def _places(series: Series, start: int | None, end: int | None) -> Iterator[int]:
    backwards = start is None or (end is not None and start > end)
    low, high = (end, start) if backwards else (start, end)
    found = series.between(low or 0, 2**63 - 1 if high is None else high)
    return reversed(found) if backwards else iter(found)


def _time(limit: datetime | None) -> int | None:
    """Nanoseconds; None where OPC UA's smallest date says that there is no limit."""
    return None if limit is None or limit.year < _FIRST_YEAR else nanoseconds(limit, 0)
