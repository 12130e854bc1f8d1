"""Joined hours in a store, and a history that is read from there."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any

import pytest
from tests.unit.test_historian import Out, Topics, _encoded, _historian, _until_ended
from tests.unit.test_history_damage import Later
from tests.unit.test_history_files import ALL, HOUR_MS, TOPIC, kept, offsets, write

from twin_agents.historian import Historian, Limits
from twin_agents.historian.archive import Archive
from twin_agents.historian.part import Part
from twin_agents.historian.reading import FileBroken, Reader, Window
from twin_agents.historian.store import Store, StoreAway
from twin_agents.historian.store.copies import Copies
from twin_agents.historian.store.keeper import Keeper
from twin_agents.historian.store.storing import Storing
from twin_agents.historian.thinning import Choice
from twin_bus.memory import MemorySchemas
from twin_ops.settings_history import history_settings
from twin_ops.stored.verifying import Verification
from twin_schemas.messages import CONTRACTS, Measurement

_NUMBERS = itertools.count()
_TIME = "source_time_ns"
_ELSEWHERE = [url for url in [os.environ.get("TWIN_TEST_STORE")] if url]


@pytest.fixture(params=["memory", "file", *_ELSEWHERE])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Others, such as a bucket of one's own, are tried by `TWIN_TEST_STORE=s3://... pytest`."""
    if request.param == "memory":
        return Store(f"memory://test-{next(_NUMBERS)}/history")
    if request.param == "file":
        return Store(f"file://{tmp_path}/elsewhere")
    base, _, query = request.param.partition("?")
    return Store(f"{base}/{os.getpid()}-{next(_NUMBERS)}?{query}")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "history" / "cluster=one")
    made.open()
    return made


def joined(archive: Archive, hours: int = 3) -> None:
    for n in range(hours):
        write(archive, kept(2 * n, n * HOUR_MS), kept(2 * n + 1, n * HOUR_MS + 1))
        archive.join(archive.parts[-1:], "tag")


def storing(archive: Archive, store: Store) -> Storing:
    return Storing(Keeper(archive.folder, store), {TOPIC: _TIME})


def stored(archive: Archive, store: Store) -> Storing:
    made = storing(archive, store)
    assert made.is_begun()
    made.step(archive.parts)
    return made


def historian(archive: Archive, made: Storing, days: float) -> Historian:
    agent = Historian(
        None,  # type: ignore[arg-type]
        MemorySchemas(),
        archive.folder.parent,
        Limits(days, 2**40),
        store=made.keeper.store,
        clock=Later(),
    )
    agent._storing = made
    return agent


def test_what_is_only_in_the_store_is_read_from_there(archive: Archive, store: Store):
    joined(archive)
    reader = Reader(archive.folder.parent, Measurement)
    before = [reader.exact(ALL), reader.buckets(ALL, 1.0), reader.latest(ALL, "tag"), reader.span]
    stored(archive, store)
    for part in archive.parts[:2]:
        archive.drop(part)
    reader = Reader(archive.folder.parent, Measurement)
    after = [reader.exact(ALL), reader.buckets(ALL, 1.0), reader.latest(ALL, "tag"), reader.span]
    assert after == before
    assert reader.written("cluster=one") == {} != reader.written("one") == {0: 6}
    assert [*Verification(archive.folder.parent).damages(lambda _: None)] == []


def test_only_what_has_a_copy_goes_from_the_disk(archive: Archive, store: Store):
    joined(archive)
    made = storing(archive, store)
    assert made.is_begun()
    made.step(archive.parts[:1])
    historian(archive, made, days=1e-9)._tidy(archive)
    assert [part.first for part in archive.parts] == [2, 4]
    made.step(archive.parts)
    historian(archive, made, days=1e-9)._tidy(archive)
    assert archive.parts == []
    assert offsets(archive) == [*range(6)]
    again = Archive(archive.folder)
    again.open()
    assert again.next_offsets() == {TOPIC: {0: 6}}


class Killed(BaseException):
    """What `kill -9` does to a process here."""


_STEPS = ["put", "size_and_crc", "remove"]


@pytest.fixture
def deeds(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Kills before the n-th deed."""
    left = {"n": -1}

    def guarded(cls: type, name: str) -> None:
        deed = getattr(cls, name)

        def guard(*args: Any, **more: Any) -> Any:
            left["n"] -= 1
            if left["n"] == 0:
                raise Killed
            return deed(*args, **more)

        monkeypatch.setattr(cls, name, guard)

    for name in _STEPS:
        guarded(Store, name)
    for name in ("put", "take_off", "begin_with"):
        guarded(Copies, name)
    return left


@pytest.mark.parametrize("n", range(1, 9))
def test_whatever_is_killed_every_message_is_there_once(
    archive: Archive, deeds: dict[str, int], n: int
):
    store = Store(f"memory://test-{next(_NUMBERS)}/history")
    joined(archive, 2)
    stored(archive, store)
    write(archive, kept(4, HOUR_MS + 2))
    archive.join(archive.parts[-2:], "tag")  # a late one: its hour is replaced there, too
    write(archive, kept(5, 2 * HOUR_MS))
    archive.join(archive.parts[-1:], "tag")
    deeds["n"] = n
    with pytest.raises(Killed):
        stored(archive, store)
    assert offsets(archive) == [*range(6)]
    deeds["n"] = -1
    again = Archive(archive.folder)
    again.open()
    made = stored(again, store)
    historian(again, made, days=1e-9)._tidy(again)
    assert again.parts == []
    assert offsets(again) == [*range(6)]


def test_on_a_new_disk_the_history_is_there_again(archive: Archive, store: Store, tmp_path: Path):
    joined(archive)
    made = stored(archive, store)
    name = f"cluster=one/{made.keeper.copies.known()[archive.parts[0]].name}"
    half = tmp_path / "half"
    half.write_bytes(b"PAR1")
    store.put(half, name.replace(".hour.", ".hour.9"))  # not written whole: its name says its size
    new = Archive(tmp_path / "new" / "cluster=one")
    assert storing(new, store).is_begun()
    new.open()
    assert new.next_offsets() == {TOPIC: {0: 6}}
    assert offsets(new) == [*range(6)]


def test_what_the_store_has_changed_does_not_count_and_is_noticed(
    archive: Archive, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    joined(archive, 1)
    (part,) = archive.parts
    flipped = tmp_path / "flipped"
    content = bytearray((archive.folder / part.path).read_bytes())
    content[7] ^= 1
    flipped.write_bytes(content)
    put = Store.put
    with monkeypatch.context() as changed:
        changed.setattr(Store, "put", lambda store, _, name: put(store, flipped, name))
        made = stored(archive, store)
    assert not made.may_go(part)
    assert "gives other bytes" in made.trouble
    made.step(archive.parts)
    assert (made.may_go(part), made.trouble) == (True, "")
    archive.drop(part)
    store.put(flipped, f"cluster=one/{made.keeper.copies.known()[part].name}")
    reader = Reader(archive.folder.parent, Measurement)
    with pytest.raises(FileBroken, match="another size or checksum"):
        reader.exact(ALL)


def test_a_damaged_hour_is_not_copied(archive: Archive, store: Store):
    joined(archive, 2)
    path = archive.folder / archive.parts[0].path
    content = bytearray(path.read_bytes())
    content[7] ^= 1
    path.write_bytes(content)
    made = stored(archive, store)
    assert [made.may_go(part) for part in archive.parts] == [False, True]
    assert f"{path} is damaged" in made.trouble


def test_while_the_store_is_away_it_says_so_and_nothing_goes(archive: Archive, tmp_path: Path):
    joined(archive)
    in_the_way = tmp_path / "elsewhere"
    in_the_way.write_text("no folder")
    store = Store(f"file://{in_the_way}")
    made = storing(archive, store)
    made.step(archive.parts)
    made.step(archive.parts)
    agent = historian(archive, made, days=1e-9)
    agent._tidy(archive)
    assert str(in_the_way) in agent.unwell()
    assert made.pause_s(10.0) == 40.0
    assert len(archive.parts) == 3
    in_the_way.unlink()
    made.step(archive.parts)
    assert (agent.unwell(), made.pause_s(10.0)) == ("", 10.0)
    agent._tidy(archive)
    in_the_way.rename(tmp_path / "gone")
    assert archive.parts == []


def test_what_was_left_out_is_told_of_copies_too(archive: Archive, store: Store):
    write(archive, *[kept(n, n) for n in range(50)])
    archive.join(archive.parts, "tag", {"FT-101": Choice(1e9, 3600.0, "kg/s")})
    before = Reader(archive.folder.parent, Measurement)
    told, buckets = before.thinned(ALL), before.buckets(Window((), 0, 10**9), 0.01)
    stored(archive, store)
    archive.drop(archive.parts[0])
    after = Reader(archive.folder.parent, Measurement)
    assert told["FT-101"].left_out > 0
    assert after.thinned(ALL) == told
    assert after.buckets(Window((), 0, 10**9), 0.01) == buckets


async def test_the_agent_copies_and_goes_on_behind_what_is_there(tmp_path: Path):
    store = Store(f"memory://test-{next(_NUMBERS)}/history")
    schemas = MemorySchemas([*CONTRACTS])
    messages = await _encoded(schemas, 8)
    topics = Topics(messages[:5])
    agent = _historian(tmp_path / "one", topics, schemas, store=store)
    await _until_ended(agent, topics, Out())
    archive = Archive(tmp_path / "one" / "cluster=one")
    archive.open()
    archive.join(archive.parts, "tag")
    stored(archive, store)
    topics = Topics(messages)
    await _until_ended(_historian(tmp_path / "two", topics, schemas, store=store), topics, Out())
    found = Reader(tmp_path / "two", Measurement).rows(ALL)["_offset"].to_pylist()
    assert found == [*range(8)]


def test_a_store_that_can_not_be_made_is_told(archive: Archive):
    made = storing(archive, Store("nothing-like-that://x"))
    assert not made.is_begun()
    assert "nothing-like-that" in made.trouble
    with pytest.raises(StoreAway):
        made.keeper.store.put(Path(__file__), "x")


@pytest.mark.parametrize("url", ["nowhere", "s3://", "s3://me:secret@bucket"])
def test_what_is_no_url_or_has_a_password_is_refused(url: str):
    with pytest.raises(ValueError, match="TWIN_HISTORY_STORE"):
        history_settings({"TWIN_HISTORY_STORE": url})
    assert history_settings({"TWIN_HISTORY_STORE": "s3://bucket/x/"}).store == "s3://bucket/x"


def test_a_name_says_all_and_others_are_none(archive: Archive, store: Store):
    joined(archive, 1)
    known = stored(archive, store).keeper.copies.known()
    from twin_agents.historian.store.copy import copy_at

    ((part, copy),) = known.items()
    assert copy_at(copy.name) == copy
    assert (copy.first_ns, copy.last_ns) == (0, 1_000_000)
    assert isinstance(part, Part)
    assert copy_at(str(part.path)) is None
