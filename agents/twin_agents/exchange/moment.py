"""The plant at a moment that is over, as clients would have seen it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from twin_agents.exchange.alarms import AlarmBoard
from twin_agents.exchange.interlocks import InterlockBoard
from twin_agents.exchange.releases import shown as release_shown
from twin_agents.exchange.releases import subject_of
from twin_agents.exchange.value_text import iso
from twin_agents.exchange.values import TagValue
from twin_schemas.alarm_events import AlarmChanged, InterlockChanged
from twin_schemas.messages import Measurement, Residual, SetpointProgressed, SimulatedValue
from twin_schemas.record import Record
from twin_schemas.release_events import ReleaseEstimated

if TYPE_CHECKING:
    from twin_agents.exchange.past import Rollups
    from twin_schemas.plant import Plant

_NS = 1_000_000_000
REMEMBERED_NS = 120 * _NS
"""How long a value is shown after it was told, if nothing newer came."""
_RELEASED_NS = 5 * _NS
"""How long a release is shown after it was told; the model does once a second."""
_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T", Measurement, SimulatedValue, Residual, SetpointProgressed)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What was known of the plant.

    Attributes:
        at_ns: When, ns since 1970-01-01 UTC.
        values: Of every tag; one that had told nothing for long has no value.
        alarms: In their states then.
        interlocks: In their states then.
        releases: What came out of the process, as the model told.
        plant: Says of which area they are.
    """

    at_ns: int
    values: dict[str, TagValue]
    alarms: AlarmBoard
    interlocks: InterlockBoard
    releases: list[ReleaseEstimated]
    plant: Plant

    def shown(self, tags: Collection[str]) -> dict[str, Any]:
        """The moment as JSON, with the values of these tags as a replay: they are not live."""
        found = [value.shown(self.at_ns) for name, value in self.values.items() if name in tags]
        released = [one for one in self.releases if subject_of(one, self.plant) in tags]
        return {
            "time": iso(self.at_ns),
            "values": [value | {"origin": "replay"} for value in found],
            "alarms": self.alarms.standing(tags),
            "interlocks": self.interlocks.tripped(tags),
            "releases": [release_shown(one) for one in released],
        }


def moment_of(history: Rollups, plant: Plant, at_ns: int) -> Moment:
    """Reads a moment from the files of the history.

    A tag that had told nothing for two minutes has no value; one that had told nothing for as long
    as it promises is stale, as on a live screen.

    Raises:
        PastUnreadable: The files can not be read now.
    """
    alarms, interlocks = AlarmBoard.of(plant), InterlockBoard(plant.interlocks)
    for alarm in latest(history, AlarmChanged, "alarm", 0, at_ns):
        alarms.take(alarm)
    for interlock in latest(history, InterlockChanged, "interlock", 0, at_ns):
        interlocks.take(interlock)
    released = latest(history, ReleaseEstimated, "place, kind", at_ns - _RELEASED_NS, at_ns + 1)
    return Moment(
        at_ns=at_ns,
        values=_values(history, plant, at_ns),
        alarms=alarms,
        interlocks=interlocks,
        releases=list(released),
        plant=plant,
    )


def _values(history: Rollups, plant: Plant, at_ns: int) -> dict[str, TagValue]:
    values = {name: TagValue(tag) for name, tag in plant.tags.items()}
    begin, end = at_ns - REMEMBERED_NS, at_ns + 1
    for measured in _known(values, latest(history, Measurement, "tag", begin, end)):
        values[measured.tag].measured = measured
    for simulated in _known(values, latest(history, SimulatedValue, "tag", begin, end)):
        values[simulated.tag].simulated = simulated
    for residual in _known(values, latest(history, Residual, "tag", begin, end)):
        values[residual.tag].residual = residual
    # What is wanted stays so until something else is accepted, however long ago that was.
    for step in _known(values, latest(history, SetpointProgressed, "tag, state", 0, end)):
        if step.state == "accepted":
            values[step.tag].desired = step
    return values


def _known(tags: Container[str], told: Iterable[_T]) -> Iterator[_T]:
    """Those of tags that the plant has; it may have had others then."""
    return (one for one in told if one.tag in tags)


def latest(
    history: Rollups, record: type[_R], each: str, begin_ns: int, end_ns: int
) -> Iterator[_R]:
    """The records of `Rollups.latest`.

    Raises:
        PastUnreadable: The files can not be read now.
    """
    for fields in history.latest(record, each, begin_ns, end_ns):
        yield record(**fields)
