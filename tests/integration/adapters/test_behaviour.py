"""What every adapter does, whatever its plant speaks.

Who does not take part, and why; everything else is done by all five:

| what | not by | why |
|---|---|---|
| a silent plant is told from a steady one | Modbus | a device that answers tells no time |
| the plant's no is `refused` | MQTT, Sparkplug | no answer in them: `unreachable`, unconfirmed |
| all of it | replay | it has no plant: `tests/unit/test_replay.py` has what it does |
"""

from __future__ import annotations

import math
import time

import pytest
from tests.integration.adapters.memory_rig import MemoryRig
from tests.integration.adapters.modbus_rig import ModbusRig
from tests.integration.adapters.mqtt_rig import MqttRig
from tests.integration.adapters.opcua_rig import OpcUaRig
from tests.integration.adapters.rig import (
    MEASURED,
    OTHER,
    REFUSED,
    SETPOINT,
    TAGS,
    VALUES,
    Rig,
    is_gap,
    watching,
    write,
)
from tests.integration.adapters.sparkplug_rig import SparkplugRig

from twin_schemas.messages import Measurement

RIGS = (OpcUaRig, ModbusRig, MqttRig, SparkplugRig, MemoryRig)
pytestmark = pytest.mark.opcua


@pytest.fixture(params=RIGS, ids=lambda kind: kind.__name__)
def rig(request: pytest.FixtureRequest) -> Rig:
    made: Rig = request.param()
    return made


async def test_values_come_with_times_quality_unit_and_origin(rig: Rig):
    async with rig.running(), watching(rig) as watched, rig.showing():
        await watched.until_all_good()
        began = time.time_ns()
        good = await watched.until(MEASURED, "good", len(watched.seen.records))
    assert math.isclose(good.value, VALUES[MEASURED], rel_tol=1e-6)
    assert (good.unit, good.origin, good.late) == (TAGS[MEASURED].unit, rig.origin, False)
    assert abs(good.source_time_ns - began) < 5e9
    assert good.source_time_ns <= good.server_time_ns <= good.ingest_time_ns
    numbers = [m.sequence for m in watched.of(MEASURED)]
    assert numbers == list(range(len(numbers)))


async def test_what_came_before_the_start_is_marked_as_unknown(rig: Rig):
    async with rig.running(), watching(rig) as watched, rig.showing():
        await watched.until_all_good()
    firsts = [watched.of(tag)[0] for tag in TAGS]
    assert [is_gap(first, "just started") for first in firsts] == [True] * len(TAGS)


async def test_a_value_that_is_not_good_says_why(rig: Rig):
    async with rig.running(), watching(rig) as watched:
        async with rig.showing():
            await watched.until_all_good()
        mark = len(watched.seen.records)
        await rig.show(VALUES | {SETPOINT: 0.2}, MEASURED)
        bad = await watched.until(MEASURED, "bad", mark)
        other = await watched.until(SETPOINT, "good", mark)
    assert math.isnan(bad.value)
    assert rig.unwell in bad.reason
    assert other.reason == ""


async def test_a_steady_value_is_told_again_and_again(rig: Rig):
    async with rig.running(), watching(rig) as watched, rig.showing():
        await watched.until_all_good()
        first = watched.of(OTHER)[-1]
        mark = len(watched.seen.records)
        again = await watched.until(OTHER, "good", mark)
    assert again.value == first.value
    assert again.source_time_ns > first.source_time_ns


async def test_a_silent_plant_is_not_taken_for_a_steady_one(rig: Rig):
    if not rig.can_be_silent:
        pytest.skip("Modbus tells no time: what a device answers is taken for its present value")
    async with rig.running(), watching(rig) as watched:
        async with rig.showing():
            await watched.until_all_good()
        mark = len(watched.seen.records)
        silent = await watched.until(OTHER, "uncertain", mark)
    assert silent.late
    assert "nothing newer" in silent.reason


async def test_a_lost_plant_is_marked_once_for_each_tag_and_comes_back_by_itself(rig: Rig):
    async with watching(rig) as watched:
        async with rig.running(), rig.showing():
            await watched.until_all_good()
            assert watched.adapter.unwell() == ""
            mark = len(watched.seen.records)

        def gap() -> list[Measurement]:
            return [m for m in watched.seen.since(mark) if is_gap(m, "no connection")]

        await watched.seen.until("the gap is marked", lambda: bool(gap()), 15)
        assert "no connection to the plant" in watched.adapter.unwell()
        gaps = gap()
        assert {m.tag for m in gaps} == set(TAGS)
        reasons = {(m.tag, m.reason) for m in gaps}
        assert len(reasons) == len(gaps), "the same gap is marked twice"
        mark = len(watched.seen.records)
        async with rig.running(), rig.showing():
            await watched.until_all_good(mark)
            assert watched.adapter.unwell() == ""
    numbers = [m.sequence for m in watched.of(MEASURED)]
    assert numbers == list(range(len(numbers)))


async def test_a_write_reaches_the_plant_once(rig: Rig):
    async with rig.running(), watching(rig) as watched, rig.showing():
        await watched.until_all_good()
        watched.ask(write(0.2, "1"))
        watched.ask(write(0.2, "1"))
        assert (await watched.answer("1")).outcome == "done"
        watched.ask(write(0.25, "2"))
        await watched.answer("2")
    assert rig.written == [(SETPOINT, 0.2), (SETPOINT, 0.25)]


async def test_what_the_plant_refuses_is_not_told_as_done(rig: Rig):
    async with rig.running(), watching(rig) as watched, rig.showing():
        await watched.until_all_good()
        watched.ask(write(REFUSED, "1"))
        answer = await watched.answer("1")
    assert answer.outcome == ("refused" if rig.can_refuse else "unreachable")
    assert f"{SETPOINT} = -1" in answer.reason
    assert rig.written == []


async def test_a_write_that_must_not_be_is_refused_with_its_reason(rig: Rig):
    async with rig.running(), watching(rig) as watched, rig.showing():
        await watched.until_all_good()
        watched.ask(write(0.2, "late", not_after_ns=time.time_ns() - 1))
        watched.ask(write(0.2, "unknown", "FIC-1.SP"))
        watched.ask(write(0.2, "measured", MEASURED))
        answers = {name: await watched.answer(name) for name in ("late", "unknown", "measured")}
    assert {a.outcome for a in answers.values()} == {"refused"}
    assert "too late" in answers["late"].reason
    assert "no tag FIC-1.SP" in answers["unknown"].reason
    assert f"does not let {MEASURED} be written" in answers["measured"].reason
    assert rig.written == []


async def test_a_write_without_a_plant_is_unreachable_and_not_made_up_for(rig: Rig):
    async with watching(rig) as watched:
        watched.ask(write(0.2, "away"))
        assert (await watched.answer("away")).outcome == "unreachable"
        async with rig.running(), rig.showing():
            await watched.until_all_good()
            watched.ask(write(0.25, "there"))
            assert (await watched.answer("there")).outcome == "done"
    assert rig.written == [(SETPOINT, 0.25)]
