"""The server of the twin's values over TCP, asked by a client that knows nothing of it."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from asyncua import Client, ua
from tests.integration.opcua_server.office import (
    MEASURED,
    PLANT,
    QUICK,
    SETPOINT,
    UNTOLD,
    Notified,
    Office,
    node,
    serving,
    visiting,
)

from twin_ops.opcua_server_door import USER
from twin_ops.settings import load_settings
from twin_plc_adapters.opcua.security import endpoints_of, security_of
from twin_plc_adapters.opcua_server.names import SERIES

pytestmark = [pytest.mark.opcua, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """One server for all: making its standard nodes takes a second."""
    async with serving(replace(load_settings({}), home=tmp_path_factory.mktemp("home"))) as one:
        yield one


async def test_every_tag_has_four_analog_items_with_unit_and_range(office: Office):
    async with visiting(office) as client:
        for tag in PLANT.tags.values():
            for series in SERIES:
                item = await node(client, tag.name, series)
                kind = await item.read_type_definition()
                assert kind == ua.NodeId(ua.ObjectIds.AnalogItemType)
                properties = {
                    (await p.read_browse_name()).Name: await p.read_value()
                    for p in await item.get_properties()
                }
                wide = tag.high - tag.low
                low, high = (-wide, wide) if series == "Residual" else (tag.low, tag.high)
                told = properties["EURange"]
                assert (told.Low, told.High) == (low, high)
                assert properties["EngineeringUnits"].DisplayName.Text == tag.unit
                assert properties["EngineeringUnits"].UnitId > 0


async def test_values_have_their_quality_and_times(office: Office):
    async with visiting(office) as client:
        waiting = await (await node(client, UNTOLD, "Reported")).read_data_value(False)
        assert waiting.StatusCode.name == "BadWaitingForInitialData"
        office.tell()
        found = {
            series: await (await node(client, MEASURED, series)).read_data_value(False)
            for series in SERIES
        }
        desired = await (await node(client, SETPOINT, "Desired")).read_data_value()
    assert [found[s].Value.Value for s in SERIES[1:]] == [7.5, 7.0, 0.5]
    assert found["Desired"].StatusCode.name == "BadNotSupported"
    assert found["Reported"].SourceTimestamp <= found["Reported"].ServerTimestamp
    assert (desired.Value.Value, desired.StatusCode.is_good()) == (0.125, True)


async def test_subscribers_hear_of_values_and_of_silence(office: Office):
    async with visiting(office) as client:
        office.report(QUICK, 0.5)
        heard = Notified()
        subscription = await client.create_subscription(50, heard)
        await subscription.subscribe_data_change(await node(client, QUICK, "Reported"))
        await heard.until(lambda value: value.Value.Value == 0.5)
        office.report(QUICK, math.nan, "bad", "BadSensorFailure")
        failed = await heard.until(lambda value: value.StatusCode.name == "BadSensorFailure")
        assert failed.Value.Value is None
        office.report(QUICK, 0.25)
        await heard.until(lambda value: value.Value.Value == 0.25)
        silent = await heard.until(lambda v: v.StatusCode.name == "UncertainLastUsableValue")
        assert silent.Value.Value == 0.25


async def test_nobody_writes(office: Office):
    async with visiting(office) as client:
        office.tell()
        for series in SERIES:
            item = await node(client, SETPOINT, series)
            assert await item.get_access_level() == {ua.AccessLevel.CurrentRead}
            with pytest.raises(ua.uaerrors.BadUserAccessDenied):
                await item.write_value(0.25)
            level = ua.DataValue(ua.Variant(3, ua.VariantType.Byte))
            with pytest.raises(ua.uaerrors.BadUserAccessDenied):
                await item.write_attribute(ua.AttributeIds.AccessLevel, level)
        with pytest.raises(ua.uaerrors.BadUserAccessDenied):
            await client.nodes.objects.add_object(2, "mine")
        assert await (await node(client, SETPOINT, "Desired")).read_value() == 0.125


@pytest.mark.parametrize(
    ("user", "password", "error"),
    [
        ("", "", ua.uaerrors.UaError),
        (USER, "guessed", ua.uaerrors.BadUserAccessDenied),
        (USER, "", ua.uaerrors.BadUserAccessDenied),
        ("eve", None, ua.uaerrors.BadUserAccessDenied),
    ],
)
async def test_who_is_not_known_does_not_come_in(
    office: Office, user: str, password: str | None, error: type[Exception]
):
    with pytest.raises(error):
        async with visiting(office, user, password):
            pass


async def test_there_is_one_endpoint_and_it_is_encrypted(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    """Also for a client that ignores what is offered, and asks for a session on a bare channel."""

    def any_endpoint(endpoints: list[object], *_wanted: object) -> object:
        return endpoints[0]

    monkeypatch.setattr(Client, "find_endpoint", staticmethod(any_endpoint))
    offered = {security_of(one) for one in await endpoints_of(office.url)}
    assert offered == {"Basic256Sha256 SignAndEncrypt"}
    client = Client(office.url)
    client.set_user(USER)
    client.set_password(office.password)
    with pytest.raises(ua.uaerrors.UaError):
        await client.connect()
