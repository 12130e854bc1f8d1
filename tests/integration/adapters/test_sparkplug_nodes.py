"""Edge nodes that die, skip numbers, send afterwards and say nonsense, behind a real broker."""

from __future__ import annotations

import asyncio
import json
import math
import socket
import time
from pathlib import Path

import pytest
from tests.integration.adapters.rig import (
    MEASURED,
    OTHER,
    SETPOINT,
    TAGS,
    VALUES,
    Watched,
    watching,
    write,
)
from tests.integration.adapters.sparkplug_rig import STATE, SparkplugRig, metric_of, topic_of
from typer.testing import CliRunner

from twin_bus.errors import TwinError
from twin_ops.cli.app import app
from twin_ops.errors import UNREACHABLE, USAGE, exit_code
from twin_plc_adapters.sparkplug.place import read_places

pytestmark = pytest.mark.opcua


async def _first_values(rig: SparkplugRig, watched: Watched) -> int:
    await watched.until_all_good()
    return len(watched.seen.records)


async def test_a_missing_message_is_a_gap_of_every_tag_and_births_end_it():
    rig = SparkplugRig()
    async with rig.running(), watching(rig) as watched:
        mark = await _first_values(rig, watched)
        births = rig.births
        rig.seq += 1
        await rig.show(VALUES | {OTHER: 1.25})
        for tag in TAGS:
            assert (
                "so 1 of its messages are missing" in (await watched.until(tag, "bad", mark)).reason
            )
        assert math.isclose((await watched.until(OTHER, "good", mark)).value, 1.25)
        assert rig.births == births + 1


async def test_what_is_not_understood_is_told_and_the_adapter_goes_on():
    rig = SparkplugRig()
    async with rig.running(), watching(rig) as watched:
        mark = await _first_values(rig, watched)
        await rig.publish(topic_of("DDATA", "inputs"), b"{}")
        bad = await watched.until(MEASURED, "bad", mark)
        assert "DDATA of plants/nitrogen/inputs is not understood" in bad.reason
        await watched.until_all_good(mark)


async def test_a_last_will_marks_every_tag_and_births_come_by_themselves():
    rig = SparkplugRig()
    async with rig.running(), watching(rig) as watched:
        mark = await _first_values(rig, watched)
        await rig.lose_the_plant()
        for tag in TAGS:
            assert "NDEATH" in (await watched.until(tag, "bad", mark)).reason
        watched.ask(write(0.2, "dead"))
        answer = await watched.answer("dead")
        assert (answer.outcome, "is in no birth" in answer.reason) == ("unreachable", True)
        mark = len(watched.seen.records)
        await rig.start_plant()
        await watched.until_all_good(mark)
        mark = len(watched.seen.records)
        await rig.publish(topic_of("NDEATH"), rig.death(rig.bd_seq - 1))
        await rig.show(VALUES)
        await watched.until_all_good(mark)
        assert all(m.quality == "good" for tag in TAGS for m in watched.of(tag, mark))


async def test_a_device_that_is_gone_marks_its_own_tags_once():
    rig = SparkplugRig()
    async with rig.running(), watching(rig) as watched:
        mark = await _first_values(rig, watched)
        await rig.send("DDEATH", "inputs", [])
        assert "device inputs" in (await watched.until(MEASURED, "bad", mark)).reason
        await rig.show({SETPOINT: 0.2})
        assert math.isclose((await watched.until(SETPOINT, "good", mark)).value, 0.2)
        await watched.until(SETPOINT, "uncertain", mark)  # as it is silent for too long
        assert len(watched.of(MEASURED, mark)) == 1, "what is bad is told once"


async def test_a_metric_that_is_not_sent_has_not_changed_while_its_node_lives():
    rig = SparkplugRig()
    async with rig.running(), watching(rig) as watched:
        mark = await _first_values(rig, watched)
        first = watched.of(OTHER)[-1]
        async with rig.showing({SETPOINT: VALUES[SETPOINT]}):
            again = await watched.until(OTHER, "good", mark)
        assert again.value == first.value
        assert again.source_time_ns > first.source_time_ns
        silent = await watched.until(OTHER, "uncertain", mark)
        assert "nothing newer" in silent.reason


async def test_what_is_sent_afterwards_is_late_and_no_live_value():
    rig = SparkplugRig()
    async with rig.running(), watching(rig) as watched:
        mark = await _first_values(rig, watched)
        taken = time.time_ns() // 1_000_000
        await rig.send("DDATA", "inputs", [rig.data(OTHER, 9.5, historical=1, taken_ms=taken)])
        past = await watched.until(OTHER, "uncertain", mark)
        assert (past.value, past.late, past.source_time_ns) == (9.5, True, taken * 1_000_000)
        assert "sent it afterwards" in past.reason
        async with rig.showing({SETPOINT: VALUES[SETPOINT]}):
            assert (await watched.until(OTHER, "good", mark)).value == VALUES[OTHER]


async def test_the_host_says_that_it_is_there_until_it_leaves_and_against_an_old_will():
    rig = SparkplugRig()

    async def told() -> tuple[object, object]:
        state = await asyncio.wait_for(rig.states.get(), 5)
        return state["online"], state["timestamp"]

    async with rig.running():
        async with watching(rig) as watched:
            await _first_values(rig, watched)
            online, since = await told()
            assert online is True
            assert rig.plant is not None
            await rig.plant.publish(STATE, json.dumps({"online": False, "timestamp": 1}), qos=1)
            assert [await told(), await told()] == [(False, 1), (True, since)]
        assert (await told())[0] is False
        async with rig.client() as late:
            await late.subscribe(STATE, qos=1)
            message = await anext(aiter(late.messages))
            assert message.retain
            assert json.loads(message.payload)["online"] is False  # type: ignore[arg-type]


async def test_the_broker_tells_the_hosts_death_when_it_is_cut_off():
    rig = SparkplugRig()
    async with rig.running(), watching(rig) as watched:
        await _first_values(rig, watched)
        since = (await rig.states.get())["timestamp"]
        link = watched.adapter._link  # type: ignore[attr-defined]
        link._connection._client._client.socket().shutdown(socket.SHUT_RDWR)
        died = await asyncio.wait_for(rig.states.get(), 5)
        assert died == {"online": False, "timestamp": since}
        assert (await asyncio.wait_for(rig.states.get(), 5))["online"] is True


async def test_births_make_a_draft_of_a_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    rig = SparkplugRig()
    file = tmp_path / "map.yaml"
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))
    monkeypatch.setenv("TWIN_PLANT", str(_nitrogen()))
    command = ["adapter", "browse", "--protocol", "sparkplug", "--seconds", "1"]
    url = ["--url", f"mqtt://127.0.0.1:{rig.port}"]
    async with rig.running(), rig.showing():
        done = await asyncio.to_thread(
            CliRunner().invoke, app, [*command, *url, "--out", str(file)]
        )
        assert done.exit_code == 0, done.output
        listed = await asyncio.to_thread(CliRunner().invoke, app, [*command, *url, "--json"])
    found = read_places(file, TAGS, "host")
    assert found.tags == dict(rig.adapter().places.tags)
    rows = {row["tag"]: row for row in map(json.loads, listed.stdout.splitlines())}
    assert rows[MEASURED]["node"] == f"plants/nitrogen/inputs/{metric_of(MEASURED)}"
    assert (rows[MEASURED]["type"], rows[MEASURED]["unit"]) == ("Double", TAGS[MEASURED].unit)


def _nitrogen() -> Path:
    import twin_schemas

    return Path(twin_schemas.__file__).parent / "plant" / "nitrogen.yaml"


def test_a_broker_that_is_not_there_or_not_named_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))
    command = ["adapter", "browse", "--protocol", "sparkplug"]
    for more, code in (([], USAGE), (["--url", "mqtt://127.0.0.1:1"], UNREACHABLE)):
        error = CliRunner().invoke(app, [*command, *more]).exception
        assert isinstance(error, TwinError)
        assert exit_code(error) == code
