"""The plant at a moment that is over, as clients would have seen it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from twin_agents.exchange.alarms import AlarmBoard
from twin_agents.exchange.interlocks import InterlockBoard
from twin_agents.exchange.values import TagValue, iso
from twin_schemas.alarm_events import AlarmChanged, InterlockChanged
from twin_schemas.messages import Measurement, Residual, SimulatedValue
from twin_schemas.record import Record

if TYPE_CHECKING:
    from twin_agents.exchange.past import Rollups
    from twin_schemas.plant import Plant

_NS = 1_000_000_000
REMEMBERED_NS = 120 * _NS
"""How long a value is shown after it was told, if nothing newer came."""
_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What was known of the plant.

    Attributes:
        at_ns: When, ns since 1970-01-01 UTC.
        values: Of every tag; one that had told nothing for long has no value.
        alarms: In their states then.
        interlocks: In their states then.
    """

    at_ns: int
    values: dict[str, TagValue]
    alarms: AlarmBoard
    interlocks: InterlockBoard

    def shown(self, tags: Collection[str]) -> dict[str, Any]:
        """The moment as JSON, with the values of these tags as a replay: they are not live."""
        found = [value.shown(self.at_ns) for name, value in self.values.items() if name in tags]
        return {
            "time": iso(self.at_ns),
            "values": [value | {"origin": "replay"} for value in found],
            "alarms": self.alarms.standing(tags),
            "interlocks": self.interlocks.tripped(tags),
        }


def moment_of(history: Rollups, plant: Plant, at_ns: int) -> Moment:
    """Reads a moment from the files of the history.

    A tag that had told nothing for two minutes has no value; one that had told nothing for as long
    as it promises is stale, as on a live screen.

    Raises:
        PastUnreadable: The files can not be read now.
    """
    alarms, interlocks = AlarmBoard.of(plant), InterlockBoard(plant.interlocks)
    for alarm in _latest(history, AlarmChanged, "alarm", 0, at_ns):
        alarms.take(alarm)
    for interlock in _latest(history, InterlockChanged, "interlock", 0, at_ns):
        interlocks.take(interlock)
    return Moment(
        at_ns=at_ns, values=_values(history, plant, at_ns), alarms=alarms, interlocks=interlocks
    )


def _values(history: Rollups, plant: Plant, at_ns: int) -> dict[str, TagValue]:
    values = {name: TagValue(tag) for name, tag in plant.tags.items()}
    span = (at_ns - REMEMBERED_NS, at_ns + 1)
    for measured in _latest(history, Measurement, "tag", *span):
        if measured.tag in values:
            values[measured.tag].measured = measured
    for simulated in _latest(history, SimulatedValue, "tag", *span):
        if simulated.tag in values:
            values[simulated.tag].simulated = simulated
    for residual in _latest(history, Residual, "tag", *span):
        if residual.tag in values:
            values[residual.tag].residual = residual
    return values


def _latest(
    history: Rollups, record: type[_R], each: str, begin_ns: int, end_ns: int
) -> Iterator[_R]:
    for fields in history.latest(record, each, begin_ns, end_ns):
        yield record(**fields)
