"""One twin, seen from a notebook."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from twin_agents.historian.reading import Window
from twin_ops.cli.chosen import tags_like
from twin_ops.cli.moves import known, move
from twin_ops.errors import Usage
from twin_ops.exchange_client import ExchangeClient
from twin_ops.kept_plant import model_of, plant_of
from twin_ops.scenario_files import model_for, scenario_of, script_of
from twin_ops.science.form import Form, formed, with_times
from twin_ops.science.played import Played
from twin_ops.science.sent import Outcome, sent
from twin_ops.science.snapshot import Snapshot
from twin_ops.science.stream import Stream
from twin_ops.science.tried import Tried
from twin_ops.science.when import When, when_ns
from twin_ops.series import SERIES
from twin_ops.settings import Settings, load_settings
from twin_ops.stored import Stored
from twin_ops.stored.result import result_of
from twin_schemas.messages import Measurement

if TYPE_CHECKING:
    from twin_ops.dataset import TagReport
    from twin_ops.replay.transport import Transport
    from twin_schemas.plant import Plant
    from twin_schemas.scenario import Scripted

log = logging.getLogger("twinbus")


def connect(**settings: str) -> Twin:
    """A twin of this machine, running or not.

    Args:
        settings: As in the environment, such as `TWIN_HOME`; they come before it.

    Raises:
        BadSetting: A value can not be used.
    """
    return Twin(load_settings({**os.environ, **settings}))


class Twin:
    """What a twin measured, simulated and would do, as tables.

    `history`, `replay`, `whatif` and `snapshot` read the files of the instance and need no running
    twin, as `twin history` does, and `scenario` needs no instance; `latest`, `stream` and `set` ask
    its exchange, as the user who has logged in with `twin login`, else as the owner.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stored = Stored(settings, tell=log.warning)

    @property
    def plant(self) -> Plant:
        """The plant description, with its tags, units and limits."""
        return plant_of(self._settings)

    def latest(self, *patterns: str, form: Form = "pandas") -> Any:
        """The present value of each tag, with all that `twin get --json` tells of it.

        Args:
            patterns: Tags, with `*` and `?`; all without.
            form: Of the table.

        Raises:
            Usage: No tag matches.
            Unreachable: The exchange does not answer.
        """
        wanted = [pattern.upper() for pattern in patterns or ["*"]]
        values = ExchangeClient(self._settings).get("/v1/values")["values"]
        rows = [v for v in values if any(fnmatchcase(v["tag"], one) for one in wanted)]
        if not rows:
            raise Usage(f"no tag matches {' '.join(wanted)}; `twin watch --once` lists all tags")
        return formed(pa.Table.from_pylist(rows), form)

    def history(
        self,
        *patterns: str,
        since: When = "1h",
        until: When | None = None,
        series: str = "reported",
        every_s: float | None = None,
        as_of: When | None = None,
        form: Form = "pandas",
    ) -> Any:
        """What tags were: each message with value, unit, quality, its reason and all its times.

        Args:
            patterns: Tags, with `*` and `?`.
            since: Time of the source from which on.
            until: Time before which; now without.
            series: `reported`, `simulated` or `residual`.
            every_s: Gives count, low, mean, high and last of the good values in spans of so many
                seconds instead.
            as_of: What was known then: messages that came in later are left out, though they tell
                of an earlier time.
            form: Of the table.

        Raises:
            Usage: No tag matches, a time is none, or there is no such series.
            HistoryUnreadable: Files of the history go while they are read.
        """
        if series not in SERIES:
            raise Usage(f"{series!r} is no series; take {', '.join(SERIES)}")
        begin, end = when_ns(since), when_ns(until)
        known_ns = None if as_of is None else when_ns(as_of)
        window = Window(tags_like(self._settings, patterns), begin, end, known_ns)
        if every_s is None:
            found = self._stored.rows(SERIES[series], window)
        else:
            found = self._stored.buckets(SERIES[series], window, every_s)
            found = found.append_column("unit", self._units(found["tag"].to_pylist()))
        return formed(with_times(found), form)

    def report(
        self,
        *patterns: str,
        since: When = "1h",
        until: When | None = None,
        form: Form = "pandas",
    ) -> Any:
        """What is missing and what is not good: a row for each tag and contract.

        `good`, `uncertain` and `bad` are shares of the messages. A gap is a silence of three times
        the longest time between two updates; the beginning and the end of the span count, too.

        Args:
            patterns: Tags, with `*` and `?`.
            since: Time of the source from which on.
            until: Time before which; now without.
            form: Of the table.

        Raises:
            Usage: No tag matches, a time is none, or nothing is kept of these tags.
            HistoryUnreadable: Files of the history go while they are read.
        """
        from twin_ops.dataset import Wanted, export

        tags = tags_like(self._settings, patterns)
        wanted = Wanted(tags, when_ns(since), when_ns(until))
        with TemporaryDirectory() as folder:
            made = Path(folder) / "dataset"
            found = export(self._stored, self.plant, wanted, made, report_only=True)
        rows = [asdict(one) | {"gaps": len(one.gaps)} | _missing(one) for one in found]
        return formed(pa.Table.from_pylist(rows), form)

    def stream(self, *patterns: str, rate_hz: float = 5.0) -> Stream:
        """Values as they change, each as in `latest`.

        Raises:
            Unreachable: There is no connection to the exchange, or it ends.
        """
        wanted = [pattern.upper() for pattern in patterns or ["*"]]
        return Stream(ExchangeClient(self._settings).stream(wanted, rate_hz))

    async def replay(
        self,
        *patterns: str,
        since: When = "1h",
        until: When | None = None,
        speed: float = float("inf"),
        transport: Transport | None = None,
    ) -> AsyncIterator[dict[str, Any]]:
        """Measurements again, in their order and at their distances; here only, not on the bus.

        What has no file yet, the last ten seconds, is left out. The origin is `replay`.

        Args:
            patterns: Tags, with `*` and `?`.
            since: Time of the source from which on.
            until: Time before which; now without.
            speed: Times faster than it was; without, as fast as can be.
            transport: Holds, steps, seeks and changes the speed (`twin_ops.replay.transport`).

        Raises:
            Usage: No tag matches, or a time is none.
            Ended: The transport was told to end.
            FileGone: A file of the history went while it was read.
        """
        from twin_ops.replay.session import paced
        from twin_ops.replay.span import Span
        from twin_ops.replay.transport import Transport

        folder, keys = self._settings.history_folder, tags_like(self._settings, patterns)
        span = Span(folder, [Measurement], keys, when_ns(since), when_ns(until))
        async for _, tables in paced(span, transport or Transport(speed), lambda _, table: table):
            for table in tables:
                for row in table.to_pylist():
                    yield row

    def set(
        self, tag: str, value: float, unit: str = "", *, reason: str = "", timeout_s: float = 0.0
    ) -> Outcome:
        """Sends a setpoint through the setpoint transaction and waits for its physical outcome.

        Raises:
            Usage: There is no such tag, or the value is out of its range.
            RefusedByRule: The user may not.
            Unreachable: The exchange does not answer, or nothing is heard of it any more.
        """
        described = known(tag, self.plant.tags)
        body = {"tag": tag, "value": value, "unit": unit, "reason": reason, "timeout_s": timeout_s}
        patience_s = timeout_s or described.settle_s
        return result_of(sent(ExchangeClient(self._settings), body, patience_s))

    def whatif(
        self,
        writes: Mapping[str, float],
        *,
        at: When | None = None,
        minutes: float = 30.0,
        tags: Sequence[str] = (),
    ) -> Tried:
        """Where the twin would have gone from a moment on with other setpoints.

        Args:
            writes: Value by writable tag, at once.
            at: The moment; now without.
            minutes: How far ahead.
            tags: Whose course is wanted, beside those that show what the writes do.

        Raises:
            Usage: There is no such tag, or a value is out of its range.
            NotKept: The history does not reach there.
            RefusedByRule: The model does not take a value.
            ModelFailed: It can not go on.
        """
        from twin_ops.whatif import Question, answer

        described, seconds = self.plant.tags, 60.0 * minutes
        question = Question(
            at_ns=when_ns(at),
            moves=[move(f"{tag}={value!r}", described, seconds) for tag, value in writes.items()],
            seconds=seconds,
            tags=[known(tag, described).name for tag in tags],
            newest=at is None,
        )
        return Tried(answer(self._stored, model_of(self._settings), question), self.plant)

    def snapshot(self, at: When | None = None) -> Snapshot:
        """The twin as it was at a moment, rebuilt as `whatif` does it: the same bits each time.

        Args:
            at: The moment; now without.

        Raises:
            NotKept: The history does not reach there.
            ModelFailed: The model can not go on to that moment.
        """
        from twin_ops.whatif import moment

        model = model_of(self._settings)
        return Snapshot(moment(self._stored, model, when_ns(at), newest=at is None), model)

    def scenario(
        self, name: str | Path, actions: str | Path | Sequence[Scripted] | None = None
    ) -> Played:
        """Runs a training scenario to its end; no running twin is needed, and none is touched.

        Args:
            name: As `twin scenario list` shows it, or a file.
            actions: What the trainee does: a file with a `script`, or actions as `twin_schemas`
                has them, `()` for nobody does anything; the scenario's own script without.

        Raises:
            Usage: There is no such scenario, or a file has mistakes, each told with its line.
        """
        from twin_ops.scenario import play

        scenario, plant = scenario_of(name, self._settings)
        if actions is None or isinstance(actions, str | Path):
            actions = script_of(None if actions is None else Path(actions), scenario, plant)
        model = model_for(scenario, plant, self._settings)
        return Played(play(scenario, model, actions), plant)

    def _units(self, tags: Sequence[str]) -> pa.Array:
        return pa.array([self.plant.tags[tag].unit for tag in tags], pa.string())


def _missing(one: TagReport) -> dict[str, float]:
    return {"missing_s": one.missing_s, "longest_gap_s": one.longest_gap_s}
