"""What waits on disk for the bus."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin_bus.runtime.disk_outbox import DiskOutbox
from twin_bus.runtime.segment import Kinds
from twin_bus.runtime.spool import Spool, spool_in
from twin_schemas.messages import LoginAttempted, WriteAttempted
from twin_schemas.record import Record

LIMIT = 10_000_000


def login(number: int, client: str = "here") -> LoginAttempted:
    return LoginAttempted(user=f"user {number}", succeeded=True, client=client, time_ns=number)


def spool(folder: Path, limit: int = LIMIT) -> Spool:
    return spool_in(folder, [LoginAttempted, WriteAttempted], limit)


def files(folder: Path) -> list[Path]:
    return list(folder.glob("*.records"))


def numbers(entries: Sequence[tuple[int, Record]]) -> list[int]:
    return [record.time_ns for _, record in entries if isinstance(record, LoginAttempted)]


def test_records_come_back_in_order_with_the_time_they_were_kept_at(tmp_path: Path):
    kept = spool(tmp_path)
    kept.append([login(1), login(2)], 77)
    kept.append([login(3)], 78)
    assert kept.peek(10) == [(77, login(1)), (77, login(2)), (78, login(3))]
    kept.advance(2)
    assert (len(kept), kept.peek(10)) == (1, [(78, login(3))])


def test_what_was_not_delivered_is_there_for_the_next_process(tmp_path: Path):
    kept = spool(tmp_path)
    kept.append([login(n) for n in range(10)], 0)
    kept.peek(4)
    kept.advance(4)
    again = spool(tmp_path)
    again.append([login(10)], 0)
    first = numbers(again.peek(100))
    again.advance(len(first))
    assert first + numbers(again.peek(100)) == list(range(4, 11))


@pytest.mark.parametrize("cut", [1, 7, 20])
def test_half_a_record_at_the_end_is_cut_off_and_the_rest_is_read(tmp_path: Path, cut: int):
    kept = spool(tmp_path)
    kept.append([login(n) for n in range(5)], 0)
    (file,) = tmp_path.glob("*.records")
    os.truncate(file, file.stat().st_size - cut)
    again = spool(tmp_path)
    assert (len(again), numbers(again.peek(100))) == (4, [0, 1, 2, 3])


def test_a_damaged_record_takes_the_rest_of_its_file_along_and_is_counted(tmp_path: Path):
    kept = spool(tmp_path)
    kept.append([login(n) for n in range(5)], 0)
    (file,) = tmp_path.glob("*.records")
    content = bytearray(file.read_bytes())
    content[-3] ^= 255
    file.write_bytes(content)
    assert numbers(kept.peek(100)) == [0, 1, 2, 3]
    kept.advance(4)
    assert kept.peek(100) == []
    assert (len(kept), kept.dropped) == (0, 1)


def test_the_size_on_disk_is_bounded_and_the_oldest_go_counted(tmp_path: Path):
    kept = spool(tmp_path, limit=100_000)
    for number in range(5_000):
        kept.append([login(number)], 0)
    on_disk = sum(file.stat().st_size for file in tmp_path.glob("*.records"))
    assert on_disk == kept.size <= 100_000
    left: list[int] = []
    while found := numbers(kept.peek(1_000)):
        left += found
        kept.advance(len(found))
    assert left == list(range(5_000 - len(left), 5_000))
    assert kept.dropped == 5_000 - len(left) > 0
    assert files(tmp_path) == []


def test_a_record_of_an_older_version_is_read_with_todays_defaults(tmp_path: Path):
    kinds = Kinds((LoginAttempted,))
    schema = kinds.header.replace(b'"name": "client"', b'"name": "clienp"')
    kept = Spool(tmp_path, kinds, LIMIT)
    kept.open()
    kept.append([login(1)], 0)
    (file,) = tmp_path.glob("*.records")
    file.write_bytes(file.read_bytes().replace(kinds.header, schema))
    again = Spool(tmp_path, kinds, LIMIT)
    again.open()
    # `client` has no default: a record without it cannot be read, and is counted, not made up.
    assert (again.peek(10), again.dropped) == ([], 1)


@given(st.lists(st.integers(1, 40), max_size=30), st.lists(st.integers(1, 60), max_size=30))
@settings(max_examples=40)
def test_whatever_is_appended_and_taken_the_order_holds(
    tmp_path_factory: pytest.TempPathFactory, appended: list[int], taken: list[int]
):
    folder = tmp_path_factory.mktemp("spool")
    kept, next_, out = spool(folder), 0, []
    for step in range(max(len(appended), len(taken))):
        if step < len(appended):
            kept.append([login(next_ + n) for n in range(appended[step])], 0)
            next_ += appended[step]
        if step < len(taken):
            found = numbers(kept.peek(taken[step]))
            kept.advance(len(found))
            out += found
        if step % 5 == 4:
            kept = spool(folder)
    assert out == list(range(len(out)))
    assert len(kept) == next_ - len(out)


@dataclass
class Office:
    """A bus that can be away, and a clock that is set."""

    taken: list[Record] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    now: int = 0

    def now_ns(self) -> int:
        return self.now

    async def deliver(self, records: Sequence[Record]) -> None:
        self.asked.set()
        await self.open.wait()
        self.taken += records


def outbox(office: Office, folder: Path, **more: object) -> DiskOutbox:
    def late(record: Record) -> Record:
        return replace(record, client="late") if isinstance(record, LoginAttempted) else record

    return DiskOutbox(
        deliver=office.deliver,
        attempt=office.deliver,
        spool=spool(folder),
        delayed=late,
        clock=office,
        patience_s=0.01,
        **more,  # type: ignore[arg-type]
    )


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the outbox has no event for it
            await asyncio.sleep(0.005)


async def test_while_the_bus_takes_them_nothing_goes_to_disk(tmp_path: Path):
    office = Office()
    office.open.set()
    box = outbox(office, tmp_path)
    pump = asyncio.create_task(box.pump())
    box.offer(login(n) for n in range(5_000))
    await asyncio.wait_for(box.drained(), 10)
    pump.cancel()
    assert office.taken == [login(n) for n in range(5_000)]
    assert files(tmp_path) == []


async def test_while_the_bus_is_away_records_are_on_disk_and_come_late_and_in_order(
    tmp_path: Path,
):
    office = Office()
    box = outbox(office, tmp_path)
    pump = asyncio.create_task(box.pump())
    box.offer([login(0)])
    await until(lambda: len(box.spool) == 1)
    box.offer(login(n) for n in range(1, 3_000))
    assert (len(box), len(box.spool)) == (3_000, 3_000)
    assert box.trouble() == "3000 records wait on disk for the bus"
    office.now = 60_000_000_000
    office.open.set()
    await asyncio.wait_for(box.drained(), 10)
    box.offer([login(3_000)])
    await asyncio.wait_for(box.drained(), 10)
    pump.cancel()
    assert [one.time_ns for one in office.taken] == list(range(3_001))  # type: ignore[attr-defined]
    assert {one.client for one in office.taken[:3_000]} == {"late"}  # type: ignore[attr-defined]
    assert office.taken[3_000] == login(3_000)
    assert (box.trouble(), box.dropped, files(tmp_path)) == ("", 0, [])


async def test_the_next_process_delivers_what_a_killed_one_has_left(tmp_path: Path):
    away = Office()
    killed = outbox(away, tmp_path)
    pump = asyncio.create_task(killed.pump())
    killed.offer([login(0)])
    await until(lambda: len(killed.spool) == 1)
    killed.offer(login(n) for n in range(1, 10))
    pump.cancel()  # and nothing else is done with it, as after a kill -9
    office = Office()
    office.open.set()
    office.now = 60_000_000_000
    box = outbox(office, tmp_path)
    box.offer([login(10)])
    pump = asyncio.create_task(box.pump())
    await asyncio.wait_for(box.drained(), 10)
    pump.cancel()
    assert [one.time_ns for one in office.taken] == list(range(11))  # type: ignore[attr-defined]


async def test_an_orderly_end_leaves_what_waits_to_the_next_process(tmp_path: Path):
    box = outbox(Office(), tmp_path)
    box.offer([login(0), login(1)])
    box.close()
    assert numbers(spool(tmp_path).peek(10)) == [0, 1]


async def test_what_does_not_fit_on_disk_is_counted_and_told(tmp_path: Path):
    office = Office()
    box = outbox(office, tmp_path)
    box.spool.limit = 50_000
    pump = asyncio.create_task(box.pump())
    box.offer([login(0)])
    await until(lambda: len(box.spool) == 1)
    for number in range(1, 3_000):
        box.offer([login(number)])
    assert box.dropped + len(box) == 3_000
    assert f"; {box.dropped} were dropped" in box.trouble()
    office.open.set()
    await asyncio.wait_for(box.drained(), 10)
    pump.cancel()
    told = [one.time_ns for one in office.taken]  # type: ignore[attr-defined]
    assert told[0] == 0  # it was in the bus's hands already
    assert told[1:] == list(range(3_000 - len(told) + 1, 3_000))
    assert box.dropped in {3_000 - len(told), 3_000 - len(told) + 1}


async def test_without_a_disk_records_wait_in_memory_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    office = Office()
    box = outbox(office, tmp_path, capacity=100)
    monkeypatch.setattr(box.spool, "append", full)
    pump = asyncio.create_task(box.pump())
    box.offer(login(n) for n in range(150))
    await asyncio.wait_for(office.asked.wait(), 10)
    assert "No space left" in box.trouble()
    assert (len(box), box.dropped) == (100, 50)
    office.open.set()
    await asyncio.wait_for(box.drained(), 10)
    pump.cancel()
    assert [one.time_ns for one in office.taken] == list(range(50, 150))  # type: ignore[attr-defined]
