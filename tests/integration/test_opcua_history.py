"""Historical access to key tags of the emulated plant's server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asyncua import ua
from tests.integration.test_opcua_security import PLANT, Office, node, running, visiting

from twin_ops.plant_link import ensure_link
from twin_ops.settings import load_settings

pytestmark = pytest.mark.opcua
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
KEY, OTHER = "FIC-941.SP", "FIC-941.MODE"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    settings = replace(load_settings({}), home=tmp_path)
    ensure_link(settings)
    async with running(settings) as made:
        for number in range(20):
            values = dict.fromkeys(PLANT.tags, float(number))
            reasons = {KEY: "sensor failed"} if number == 15 else {}
            await made.server.show(values, reasons, BEGIN + timedelta(seconds=number))
        yield made


async def test_key_tags_have_a_history_and_say_so(office: Office):
    async with visiting(office) as client:
        key, other = await node(client, KEY), await node(client, OTHER)
        assert ua.AccessLevel.HistoryRead in await key.get_user_access_level()
        assert ua.AccessLevel.HistoryRead not in await other.get_access_level()
        assert (await key.read_attribute(ua.AttributeIds.Historizing)).Value.Value is True


async def test_a_span_is_read_forwards_backwards_and_in_part(office: Office):
    end = BEGIN + timedelta(seconds=12)
    async with visiting(office) as client:
        key = await node(client, KEY)
        span = await key.read_raw_history(BEGIN + timedelta(seconds=10), end)
        assert [one.Value.Value for one in span] == [10.0, 11.0, 12.0]
        assert span[0].SourceTimestamp == BEGIN + timedelta(seconds=10)
        back = await key.read_raw_history(end, BEGIN + timedelta(seconds=10))
        assert [one.Value.Value for one in back] == [12.0, 11.0, 10.0]


async def test_a_value_that_was_bad_is_bad_in_history_and_has_no_number(office: Office):
    at = BEGIN + timedelta(seconds=15)
    async with visiting(office) as client:
        (one,) = await (await node(client, KEY)).read_raw_history(at, at)
    assert (one.Value.Value, one.StatusCode.name) == (None, "BadSensorFailure")
