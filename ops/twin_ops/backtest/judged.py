"""A list of alarms over a past that is kept: the state machine of the running twin on its values.

Nobody acknowledges, shelves or suppresses: what is raised is what the list says of the values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from twin_agents.alarms.journal import noted
from twin_agents.alarms.machine import Alarm
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.messages import Measurement

if TYPE_CHECKING:
    import pyarrow as pa

    from twin_agents.historian.reading import Window
    from twin_ops.stored import Stored
    from twin_schemas.alarms import AlarmDefinition
    from twin_schemas.vocabulary import AlarmChange

_NS = 1_000_000_000
_PIECE_S = 600
_COLUMNS = ("tag", "value", "quality", "source_time_ns")


@dataclass(frozen=True)
class Judged:
    """What one list told.

    Attributes:
        alarms: In their last states, by name.
        journal: Every transition, in the order of time.
        active_ns: How long each alarm was active, by name.
    """

    alarms: Mapping[str, Alarm]
    journal: list[AlarmChanged] = field(default_factory=list)
    active_ns: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, defined: Iterable[AlarmDefinition]) -> Judged:
        """For a list that has not seen a value yet."""
        return cls({one.name: Alarm(one) for one in defined})

    def present(self) -> Iterator[AlarmChanged]:
        """The last transition of every alarm that made one."""
        last = {changed.alarm: changed for changed in self.journal}
        yield from last.values()

    def raised(self) -> dict[str, list[int]]:
        """When each alarm was raised, in ns; those that were not are left out."""
        found: dict[str, list[int]] = {}
        for changed in self.journal:
            if changed.change == "raised":
                found.setdefault(changed.alarm, []).append(changed.time_ns)
        return found


def judge(
    stored: Stored,
    window: Window,
    lists: Iterable[Mapping[str, AlarmDefinition]],
    progress: Callable[[float], None],
) -> list[Judged]:
    """Lets lists of alarms see all values of a span.

    Args:
        stored: The history.
        window: The span, and the tags that are looked at.
        lists: Definitions by name, of alarms on measured values.
        progress: Is told the share that is done.

    Returns:
        What each list told, in the order of `lists`.

    Raises:
        HistoryUnreadable: Files of the history go while they are read.
    """
    judged = [Judged.of(one.values()) for one in lists]
    keys = _reaching(stored, window, judged)
    if keys:
        watchers = [_Watching.of(one, keys) for one in judged]
        for piece in stored.exact(Measurement, replace(window, keys=keys), _PIECE_S * _NS):
            for watching in watchers:
                watching.look(piece)
            if piece.num_rows:
                last = piece["source_time_ns"][-1].as_py()
                progress((last - window.begin_ns) / (window.end_ns - window.begin_ns))
    for one in judged:
        _close(one, window.end_ns)
    return judged


def _reaching(stored: Stored, window: Window, judged: Iterable[Judged]) -> list[str]:
    """Tags of which a good value was at a limit: the others raise nothing, and are not read."""
    whole = (window.end_ns - window.begin_ns) / _NS
    points = defaultdict(list)
    for alarm in (alarm for one in judged for alarm in one.alarms.values()):
        points[alarm.point.tag].append(alarm.point)
    return sorted({
        row["tag"]
        for row in stored.buckets(Measurement, window, whole).to_pylist()
        if any(p.is_beyond(row["low"]) or p.is_beyond(row["high"]) for p in points[row["tag"]])
    })


@dataclass(frozen=True)
class _Watching:
    judged: Judged
    by_tag: Mapping[str, list[Alarm]]

    @classmethod
    def of(cls, judged: Judged, tags: Iterable[str]) -> _Watching:
        by_tag: dict[str, list[Alarm]] = {tag: [] for tag in tags}
        for alarm in judged.alarms.values():
            if alarm.point.tag in by_tag:
                by_tag[alarm.point.tag].append(alarm)
        return cls(judged, by_tag)

    def look(self, piece: pa.Table) -> None:
        columns = (piece[name].to_pylist() for name in _COLUMNS)
        for tag, value, quality, time_ns in zip(*columns, strict=True):
            for alarm in self.by_tag[tag]:
                self._see(alarm, value if quality == "good" else None, time_ns)

    def _see(self, alarm: Alarm, value: float | None, time_ns: int) -> None:
        self._note(alarm, alarm.pass_time(time_ns), time_ns)
        if value is None:
            alarm.lose_sight()
        else:
            self._note(alarm, alarm.observe(value, time_ns), time_ns)

    def _note(self, alarm: Alarm, change: AlarmChange | None, time_ns: int) -> None:
        if change is None:
            return
        name = alarm.point.name
        self.judged.active_ns[name] += -time_ns if change == "raised" else time_ns
        self.judged.journal.append(noted(alarm, change, time_ns, "plant"))


def _close(judged: Judged, end_ns: int) -> None:
    for name, alarm in judged.alarms.items():
        if alarm.active:
            judged.active_ns[name] += end_ns
