"""Devices that are slow, or do something else than they were told."""

from __future__ import annotations

import pytest
from tests.integration.adapters.modbus_rig import ModbusRig
from tests.integration.adapters.rig import MEASURED, SETPOINT, watching, write

from twin_plc_adapters.modbus import requests

pytestmark = pytest.mark.opcua
_READS, _WRITES = frozenset({3, 4}), frozenset({6, 16})


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "TIMEOUT_S", 0.3)


async def test_a_device_that_does_not_answer_is_told_and_comes_back_by_itself():
    rig = ModbusRig()
    async with rig.running(), watching(rig) as watched:
        await watched.until_all_good()
        mark = len(watched.seen.records)
        rig.stuck = _READS
        silent = await watched.until(MEASURED, "bad", mark)
        assert "no answer within 0.3 s" in silent.reason or "no connection" in silent.reason
        mark = len(watched.seen.records)
        rig.stuck = frozenset()
        rig.freed.set()
        await watched.until_all_good(mark)


async def test_a_write_without_an_answer_is_not_told_as_done_and_not_sent_again():
    rig = ModbusRig()
    async with rig.running(), watching(rig) as watched:
        await watched.until_all_good()
        rig.stuck = _WRITES
        watched.ask(write(0.2, "1"))
        answer = await watched.answer("1")
        assert answer.outcome == "unreachable"
        assert f"{SETPOINT} = 0.2 was sent" in answer.reason
        rig.freed.set()
        await watched.until_all_good(len(watched.seen.records))
    sent = [one for one in rig.requests if one[0] in _WRITES]
    assert sent == [(16, rig.addresses[SETPOINT].address, 2)]


async def test_a_device_that_holds_another_value_has_refused():
    rig = ModbusRig(most=0.15)
    async with rig.running(), watching(rig) as watched:
        await watched.until_all_good()
        watched.ask(write(0.2, "1"))
        answer = await watched.answer("1")
    assert answer.outcome == "refused"
    assert f"took {SETPOINT} = 0.2 and holds 0.15" in answer.reason
