"""What trainees see, in the form of the live plant and of its past."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from twin_agents.exchange.alarms import shown as alarm_shown
from twin_agents.exchange.history import RecentHistory
from twin_agents.exchange.interlocks import shown as interlock_shown
from twin_agents.exchange.releases import area_of, is_visible
from twin_agents.exchange.releases import shown as release_shown
from twin_agents.exchange.value_text import iso
from twin_agents.exchange.values import TagValue
from twin_schemas.messages import Measurement, SimulatedValue

if TYPE_CHECKING:
    from twin_schemas.alarm_events import AlarmChanged, InterlockChanged
    from twin_schemas.plant import Plant, Tag
    from twin_schemas.release_events import ReleaseEstimated

_NS = 1_000_000_000
_NONE = float("nan")


@dataclass
class Seen:
    """A training's view put into values, alarms and trends of the exchange's plant.

    Attributes:
        plant: The exchange's; what else the training has is left out.
        begin_ns: When plant time was 0, ns since 1970-01-01 UTC.
        history: For trends.
    """

    plant: Plant
    begin_ns: int
    history: RecentHistory = field(default_factory=RecentHistory)
    view: Mapping[str, Any] = field(default_factory=dict, init=False)
    _values: dict[str, TagValue] = field(default_factory=dict, init=False)
    _now_ns: int = field(default=0, init=False)

    def take(self, view: Mapping[str, Any]) -> None:
        """Takes what the training looks like now."""
        self.view = view
        at_ns = self.begin_ns + round(view["time_s"] * _NS)
        self._values = {n: self._value(tag, view, at_ns) for n, tag in self.plant.tags.items()}
        if at_ns < self._now_ns:
            self.history = RecentHistory()  # gone back: what was then is not to be
        if at_ns != self._now_ns:
            self.history.sample([*self._values.values()], at_ns / _NS)
        self._now_ns = at_ns

    @property
    def now_s(self) -> float:
        """Plant time, as Unix time in s."""
        return self._now_ns / _NS

    def moment(self, tags: Collection[str], *, leads: bool = False) -> dict[str, Any]:
        """Values, alarms and trips of these tags, as `GET /v1/moment` has them, and emergencies.

        What nobody sees from outside is for who leads, and for all when it is over.
        """
        areas = {self.plant.tags[tag].area for tag in tags}
        told = (one for one in self.view["releases"] if area_of(one.place, self.plant) in areas)
        inside = leads or bool(self.view["ended"])
        values = [value.shown(self._now_ns) for n, value in self._values.items() if n in tags]
        return {
            "time": iso(self._now_ns),
            "values": values,
            "alarms": [self._alarm(one) for one in self.view["alarms"] if one.tag in tags],
            "interlocks": [self._trip(one) for one in self.view["interlocks"] if one.tag in tags],
            "releases": [self._release(one) for one in told if inside or is_visible(one)],
            "stuck": [n for n in self.view["stuck"] if inside and area_of(n, self.plant) in areas],
        }

    def _release(self, release: ReleaseEstimated) -> dict[str, Any]:
        return release_shown(replace(release, time_ns=self.begin_ns + release.time_ns))

    def _value(self, tag: Tag, view: Mapping[str, Any], at_ns: int) -> TagValue:
        found = TagValue(tag)
        if tag.name in view["readings"] or tag.name in view["bad"]:
            found.measured = _measured(tag, view, at_ns)
        if tag.name in view["model"]:
            found.simulated = _simulated(tag, view["model"][tag.name], at_ns)
        return found

    def _alarm(self, alarm: AlarmChanged) -> dict[str, Any]:
        raised_ns = self.begin_ns + alarm.raised_ns
        record = replace(alarm, raised_ns=raised_ns, time_ns=raised_ns)
        return alarm_shown(record, self.plant.tags[alarm.tag])

    def _trip(self, trip: InterlockChanged) -> dict[str, Any]:
        moved = replace(trip, time_ns=self.begin_ns + trip.time_ns)
        known = self.plant.interlocks.get(trip.interlock)
        return interlock_shown(moved, known.description if known else trip.interlock)


def _measured(tag: Tag, view: Mapping[str, Any], at_ns: int) -> Measurement:
    reason = view["bad"].get(tag.name, "")
    return Measurement(
        tag=tag.name,
        value=view["readings"].get(tag.name, _NONE),
        unit=tag.unit,
        quality="bad" if reason else "good",
        reason=reason,
        source_time_ns=at_ns,
        server_time_ns=at_ns,
        ingest_time_ns=at_ns,
        origin="instructor",
        sequence=0,
    )


def _simulated(tag: Tag, value: float, at_ns: int) -> SimulatedValue:
    return SimulatedValue(
        tag=tag.name,
        value=value,
        unit=tag.unit,
        quality="good",
        time_ns=at_ns,
        run_id="training",
        origin="instructor",
    )
