"""The twin as a data scientist has it."""

from __future__ import annotations

import asyncio
import math
from contextlib import aclosing
from datetime import timedelta
from importlib.metadata import EntryPoint, EntryPoints

import pandas as pd
import pytest

import twin_bus.connecting
from twin_bus import connect as connect_by_name
from twin_bus.connecting import NotInstalled
from twin_ops.errors import Usage
from twin_ops.science import Twin, connect
from twin_ops.science.example import BEGIN, example, keep, said
from twin_ops.science.sent import sent
from twin_ops.science.stream import Stream
from twin_ops.settings import load_settings
from twin_ops.stored import Stored
from twin_ops.whatif import NotKept
from twin_schemas.messages import Measurement

SPAN = {"since": BEGIN, "until": BEGIN + timedelta(hours=1)}


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Twin:
    return connect(**example(tmp_path_factory.mktemp("example"), 75))


def test_history_has_what_was_said_with_unit_and_quality(twin: Twin):
    found = twin.history("*", **SPAN)
    measured = [one for one in said(5) if isinstance(one, Measurement)]
    first = found[found["time"] <= pd.Timestamp(BEGIN + timedelta(seconds=5))]
    expected = {(m.tag, m.source_time_ns): (m.value, m.unit, m.quality) for m in measured}
    columns = (first[c].tolist() for c in ("tag", "source_time_ns", "value", "unit", "quality"))
    assert {(tag, time): tuple(rest) for tag, time, *rest in zip(*columns, strict=True)} == expected
    assert (found["time"].astype("int64") == found["source_time_ns"]).all()


def test_spans_have_units_and_agree_with_the_messages(twin: Twin):
    every = twin.history("PT-941", **SPAN)
    (first, *_) = twin.history("PT-941", every_s=60.0, form="arrow", **SPAN).to_pylist()
    inside = every[every["time"] < pd.Timestamp(BEGIN + timedelta(seconds=60))]["value"]
    assert (first["low"], first["high"], first["count"]) == (inside.min(), inside.max(), 59)
    assert math.isclose(first["mean"], inside.mean(), rel_tol=1e-12)
    assert first["unit"] == "bar"


def test_as_of_leaves_out_what_came_in_later(tmp_path):
    settings = example(tmp_path, 1)
    one = next(m for m in said(1) if isinstance(m, Measurement))
    hour = 3600 * 10**9
    late = one.__dict__ | {"ingest_time_ns": one.ingest_time_ns + hour, "late": True}
    keep(tmp_path / "late" / "history", [one, Measurement.trusted(late)])
    twin = connect(**(settings | {"TWIN_HOME": str(tmp_path / "late")}))
    assert twin.history(one.tag, **SPAN)["late"].tolist() == [False, True]
    known = twin.history(one.tag, as_of=BEGIN + timedelta(minutes=30), **SPAN)
    assert known["late"].tolist() == [False]


def test_a_what_if_is_a_table_beside_history(twin: Twin):
    tried = twin.whatif({"PIC-941.SP": 2.8}, at=BEGIN + timedelta(seconds=65), minutes=2)
    table = tried.table()
    shown = table[table["tag"] == "PT-941"]
    assert shown["changed"].iloc[-1] == pytest.approx(2.8, abs=0.05)
    assert shown["unchanged"].iloc[-1] == pytest.approx(3.0, abs=0.05)
    assert shown["history"].iloc[0] > 2.5
    assert math.isnan(shown["history"].iloc[-1])
    assert tried.summary["set"][0]["shows"] == "PT-941"


def test_replay_plays_all_in_order_and_says_so(twin: Twin):
    async def played() -> list[tuple[int, str]]:
        return [(m["source_time_ns"], m["origin"]) async for m in twin.replay("PT-941", **SPAN)]

    found = asyncio.run(played())
    assert [time for time, _ in found] == sorted(time for time, _ in found)
    assert len(found) == 75
    assert {origin for _, origin in found} == {"replay"}


async def test_history_can_be_read_where_a_loop_is_running(twin: Twin):
    assert len(twin.history("PT-941", **SPAN)) == 75


@pytest.mark.parametrize(
    ("ask", "error", "reason"),
    [
        (lambda t: t.history("XX-1"), Usage, "no tag matches XX-1"),
        (lambda t: t.history("PT-941", since="soon"), Usage, "'soon' is no time"),
        (lambda t: t.history("PT-941", series="felt"), Usage, "is no series"),
        (lambda t: t.history("PT-941", form="excel"), Usage, "is no form of a table"),
        (lambda t: t.whatif({"PT-941": 1.0}), Usage, "not writable"),
        (lambda t: t.whatif({"PIC-941.SP": 99.0}), Usage, "outside"),
        (lambda t: t.whatif({"PIC-941.SP": 2.8}, at="2020-01-01"), NotKept, "no snapshot"),
    ],
)
def test_what_can_not_be_answered_says_why(twin: Twin, ask, error, reason):
    with pytest.raises(error, match=reason):
        ask(twin)


class Client:
    """An exchange that tells the steps of one command, among those of others."""

    def __init__(self, *states: str) -> None:
        self.messages = [
            {"type": "command", "request_id": number, "state": state, "reason": f"is {state}"}
            for state in states
            for number in ("other", "mine")
        ]

    async def stream(self, patterns, rate_hz):
        yield {"type": "health"}
        for message in self.messages:
            yield message
        await asyncio.Event().wait()

    def post(self, path, body):
        return {"request_id": "mine"}


@pytest.mark.parametrize("end", ["completed", "refused", "failed", "overridden"])
async def test_a_setpoint_is_followed_to_its_end(end):
    client = Client("requested", "accepted", end, "after the end")
    outcome = await sent(client, {"tag": "PIC-941.SP"}, 5.0)
    assert (outcome.state, outcome.reason) == (end, f"is {end}")
    assert [step["state"] for step in outcome.steps] == ["requested", "accepted", end]


def test_the_bus_finds_who_connects_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path):
    point = EntryPoint("twin", "twin_ops.science:connect", twin_bus.connecting.GROUP)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints([point]))
    assert isinstance(connect_by_name(TWIN_HOME=str(tmp_path)), Twin)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints([]))
    with pytest.raises(NotInstalled, match="pip install"):
        connect_by_name()


async def test_a_stream_gives_one_value_at_a_time_and_ends_with_its_connection():
    ended = []

    async def messages():
        try:
            yield {"type": "heartbeat"}
            yield {"type": "values", "values": [{"tag": "PT-941"}, {"tag": "FT-941"}]}
            yield {"type": "values", "values": []}
            yield {"type": "values", "values": [{"tag": "PT-941"}]}
        finally:
            ended.append(True)

    assert [value["tag"] async for value in Stream(messages())] == ["PT-941", "FT-941", "PT-941"]
    async with aclosing(Stream(messages())) as stream:
        assert (await anext(stream))["tag"] == "PT-941"
        ended.clear()
    assert ended == [True]


def test_that_the_bus_is_away_is_told_once(tmp_path):
    from twin_agents.historian.reading import Window

    told: list[str] = []
    stored = Stored(load_settings(example(tmp_path, 1)), tell=told.append)
    for _ in range(2):
        stored.rows(Measurement, Window((), 0, 2**62))
    assert len(told) == 1
