"""The agent of the alarms: what it publishes, what it refuses, how it goes on."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from tests.unit.alarming import HIGH, HIGH_HIGH, NS, agent, asked, measured, raised_high

from twin_agents.alarms import Alarms
from twin_bus.codec import Codec
from twin_bus.memory import MemoryBus, MemorySchemas
from twin_bus.runtime import AgentRuntime
from twin_schemas.access import Right
from twin_schemas.alarm_events import AlarmActionRefused, AlarmChanged
from twin_schemas.record import Record

HOUR = 3_600


@pytest.fixture
def alarms() -> Alarms:
    return agent()


def words(records: Iterable[Record]) -> list[tuple[str, str, str]]:
    return [(r.alarm, r.change, r.state) for r in records if isinstance(r, AlarmChanged)]


def refusal(records: list[Record]) -> str:
    (record,) = records
    assert isinstance(record, AlarmActionRefused)
    return record.reason


def restarted(journal: Iterable[Record]) -> Alarms:
    """Another process, which the bus tells what the one before said."""
    made = agent()
    for record in journal:
        made.handle(record)
    return made


def test_a_transition_says_everything(alarms: Alarms):
    (changed,) = raised_high(alarms)
    assert (changed.alarm, changed.change, changed.state) == (HIGH.name, "raised", "unacknowledged")
    assert (changed.value, changed.setting, changed.unit) == (105.0, 100.0, "degC")
    assert (changed.occurrence, changed.sequence, changed.origin) == (1, 1, "plant")
    assert changed.raised_ns == changed.time_ns == 15 * NS


def test_each_limit_is_acknowledged_by_itself(alarms: Alarms):
    raised_high(alarms)
    assert words(alarms.handle(measured(125.0, 20))) == [
        (HIGH_HIGH.name, "raised", "unacknowledged")
    ]
    outputs = alarms.handle(asked("acknowledge", 21, occurrence=1))
    assert words(outputs) == [(HIGH.name, "acknowledged", "acknowledged")]
    outputs = alarms.handle(asked("acknowledge", 22, HIGH_HIGH.name, occurrence=1))
    assert words(outputs) == [(HIGH_HIGH.name, "acknowledged", "acknowledged")]


def test_the_user_and_the_words_are_in_the_record(alarms: Alarms):
    raised_high(alarms)
    (changed,) = alarms.handle(asked("acknowledge", 20, occurrence=1))
    assert isinstance(changed, AlarmChanged)
    assert (changed.user, changed.reason, changed.time_ns) == ("ann", "seen", 20 * NS)


@pytest.mark.parametrize(
    ("value", "quality"), [(200.0, "bad"), (200.0, "uncertain"), (math.nan, "good")]
)
def test_what_is_not_good_raises_nothing(alarms: Alarms, value: float, quality: str):
    assert alarms.handle(measured(value, 0, quality)) == []
    assert alarms.tick(100 * NS) == []


def test_bad_is_never_taken_for_normal(alarms: Alarms):
    raised_high(alarms)
    assert alarms.handle(measured(20.0, 20, "bad")) == []
    assert alarms.handle(measured(math.nan, 200, "bad")) == []
    assert alarms.tick(300 * NS) == []


def test_an_acknowledgement_of_an_older_occurrence_does_nothing(alarms: Alarms):
    raised_high(alarms)
    for second, value in ((20, 90.0), (80, 90.0), (90, 105.0), (105, 105.0)):
        alarms.handle(measured(value, second))
    reason = refusal(alarms.handle(asked("acknowledge", 106, occurrence=1)))
    assert reason == "occurrence 1 is not to be acknowledged; occurrence 2 is unacknowledged"


def test_a_repeated_alarm_request_has_no_effect(alarms: Alarms):
    raised_high(alarms)
    request = asked("shelve", 20, until_ns=HOUR * NS)
    assert len(alarms.handle(request)) == 1
    assert len(alarms.handle(asked("unshelve", 30))) == 1
    assert alarms.handle(request) == []


@pytest.mark.parametrize(
    ("right", "why"),
    [
        ({"right": ""}, "which right allows it"),
        ({"right": Right(action="read").to_json()}, "it is for read"),
        ({"right": Right(action="command", tags="FT-*").to_json()}, "it is for FT-*"),
        ({"right": Right(action="command", origin="instructor").to_json()}, "origin instructor"),
    ],
)
def test_a_wrong_right_is_refused(alarms: Alarms, right: dict[str, str], why: str):
    raised_high(alarms)
    assert why in refusal(alarms.handle(asked("acknowledge", 20, occurrence=1, **right)))
    assert words(alarms.handle(asked("acknowledge", 21, occurrence=1)))


def test_shelving_needs_a_reason_and_an_end(alarms: Alarms):
    nothing = asked("shelve", 0, until_ns=NS, reason=" ")
    assert "needs a reason" in refusal(alarms.handle(nothing))
    for number, until in enumerate((0, 12 * HOUR * NS + 1)):
        request = asked("shelve", 0, until_ns=until, request_id=str(number))
        assert "12 h at most" in refusal(alarms.handle(request))


def test_what_does_not_exist_is_refused(alarms: Alarms):
    assert "no alarm TT-2.high" in refusal(alarms.handle(asked("shelve", 0, "TT-2.high")))
    assert "not shelved" in refusal(alarms.handle(asked("unshelve", 0)))


def test_shelving_expires_by_itself(alarms: Alarms):
    raised_high(alarms)
    alarms.handle(asked("shelve", 20, until_ns=50 * NS))
    assert alarms.tick(49 * NS) == []
    (changed,) = alarms.tick(50 * NS)
    assert isinstance(changed, AlarmChanged)
    assert (changed.change, changed.state) == ("unshelved", "unacknowledged")
    assert (changed.occurrence, changed.reason) == (2, "the time on the shelf is over")
    assert alarms.tick(51 * NS) == []


def test_the_next_process_goes_on_with_the_journal(alarms: Alarms):
    journal: list[Record] = [*raised_high(alarms)]
    acknowledgement = asked("acknowledge", 20, occurrence=1)
    journal += alarms.handle(acknowledgement)
    journal += alarms.handle(asked("shelve", 21, HIGH_HIGH.name, until_ns=100 * NS))
    second = restarted(journal)
    assert second.handle(acknowledgement) == []
    assert second.handle(measured(105.0, 30)) == []
    assert words(second.tick(100 * NS)) == [(HIGH_HIGH.name, "unshelved", "normal")]
    second.handle(measured(90.0, 110))
    assert words(second.handle(measured(90.0, 170))) == [(HIGH.name, "returned", "normal")]


def test_its_own_records_change_nothing_when_they_come_back(alarms: Alarms):
    (first,) = raised_high(alarms)
    alarms.handle(asked("acknowledge", 20, occurrence=1))
    assert alarms.handle(first) == []
    assert "occurrence 1 is acknowledged" in refusal(
        alarms.handle(asked("acknowledge", 21, occurrence=1))
    )


def test_a_journal_that_has_begun_anew_counts(alarms: Alarms):
    (first,) = raised_high(alarms)
    later = replace(first, time_ns=first.time_ns + NS, state="acknowledged")
    alarms.handle(later)
    assert "is acknowledged" in refusal(alarms.handle(asked("acknowledge", 40, occurrence=1)))


async def _until(condition: Callable[[], bool]) -> None:
    """Waits for something that another task does."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - the bus of the test tells of nothing
            await asyncio.sleep(0.01)


class _Plant:
    """A bus of one process, and agents that are killed on it."""

    def __init__(self) -> None:
        self.bus, self.store = MemoryBus(), MemorySchemas()

    async def publish(self, *records: Record) -> None:
        codec = Codec(self.store)
        await codec.prepare({type(record) for record in records})
        await self.bus.publish([(r.contract.topic, b"k", codec.encode(r), []) for r in records])

    def written(self) -> int:
        """Length of the journal."""
        return len(self.bus.topics[AlarmChanged.contract.topic])

    @asynccontextmanager
    async def living(self, alarms: Alarms) -> AsyncIterator[None]:
        """Runs an agent, and ends it without a drain."""
        runtime = AgentRuntime(alarms, self.bus, self.store)
        task = asyncio.create_task(runtime.run(asyncio.Event()))
        await _until(lambda: runtime.status.ready)
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def life_of(self, alarms: Alarms, expected: int, *records: Record) -> None:
        """An agent that is killed once the journal is as long as expected."""
        async with self.living(alarms):
            for record in records:
                await self.publish(record)
            await _until(lambda: self.written() == expected)

    async def journal(self) -> list[AlarmChanged]:
        codec = Codec(self.store)
        await codec.prepare([AlarmChanged])
        stored = self.bus.topics[AlarmChanged.contract.topic]
        return [await codec.read(s.value or b"", AlarmChanged) for s in stored]


def test_a_killed_agent_loses_no_acknowledgement():
    async def played() -> list[AlarmChanged]:
        plant = _Plant()
        beyond = [measured(125.0, 1)]
        acknowledged = asked("acknowledge", 2, HIGH_HIGH.name, occurrence=1)
        await plant.life_of(agent(), 2, *beyond, acknowledged)
        await plant.publish(acknowledged)
        second = asked("shelve", 3, HIGH_HIGH.name, until_ns=HOUR * NS)
        await plant.life_of(agent(), 3, *beyond, second)
        return await plant.journal()

    journal = asyncio.run(played())
    assert [c.change for c in journal] == ["raised", "acknowledged", "shelved"]
    assert [c.sequence for c in journal] == [1, 2, 3]


def test_a_flood_is_published_whole_and_in_order():
    points = [replace(HIGH_HIGH, name=f"TT-{n}.high_high", tag=f"TT-{n}") for n in range(10_000)]
    flood = [measured(125.0, n / 100, tag=f"TT-{7 * n % 10_000}") for n in range(1_000)]

    async def played() -> list[AlarmChanged]:
        plant = _Plant()
        async with plant.living(Alarms(points)):
            await plant.publish(*flood)
            await _until(lambda: plant.written() == len(flood))
        return await plant.journal()

    journal = asyncio.run(played())
    assert [c.tag for c in journal] == [m.tag for m in flood]
    assert {c.change for c in journal} == {"raised"}
