"""The server of the twin's values over TCP, asked by a client that knows nothing of it."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from asyncua import Client, ua
from tests.integration.opcua_server.office import (
    HELD,
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

from twin_ops.instance_access import access_of
from twin_ops.opcua_server_door import USER
from twin_ops.settings import load_settings
from twin_plc_adapters.opcua.security import endpoints_of, security_of
from twin_plc_adapters.opcua_server.names import SERIES
from twin_schemas.access import Right

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
            reading = {ua.AccessLevel.CurrentRead, ua.AccessLevel.HistoryRead}
            assert await item.get_access_level() <= reading
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


@pytest_asyncio.fixture(loop_scope="module")
async def narrow(office: Office) -> AsyncIterator[Client]:
    """A user of the exchange who may read one tag; with the password of the exchange."""
    access = access_of(office.settings)
    access.users_file.parent.mkdir(parents=True, exist_ok=True)
    access.users_file.write_text("{}")
    access.key_file.write_text("0" * 32)
    access.set_password("narrow", "horse")
    office.grant("narrow", Right(action="read", tags=MEASURED))
    async with visiting(office, "narrow", "horse") as client:
        yield client


async def test_a_user_of_the_exchange_reads_what_a_right_allows(office: Office, narrow: Client):
    office.tell()
    office.report(QUICK, 0.5)
    allowed = await (await node(narrow, MEASURED, "Reported")).read_data_value()
    refused = await (await node(narrow, QUICK, "Reported")).read_data_value(False)
    assert allowed.Value.Value == 7.5
    assert (refused.Value.Value, refused.StatusCode.name) == (None, "BadUserAccessDenied")
    async with visiting(office) as client:
        assert await (await node(client, QUICK, "Reported")).read_value() == 0.5


async def test_a_subscription_shows_no_more_than_the_rights_of_now(office: Office, narrow: Client):
    heard = {tag: Notified() for tag in (MEASURED, QUICK)}
    for tag, handler in heard.items():
        office.report(tag, 0.5)
        subscription = await narrow.create_subscription(50, handler)
        await subscription.subscribe_data_change(await node(narrow, tag, "Reported"))
    await heard[MEASURED].until(lambda value: value.Value is not None and value.Value.Value == 0.5)
    await heard[QUICK].until(lambda value: value.StatusCode.name == "BadUserAccessDenied")
    office.grant("narrow", Right(action="read", tags=QUICK))
    for tag in heard:
        office.report(tag, 0.75)
    await heard[QUICK].until(lambda value: value.Value is not None and value.Value.Value == 0.75)
    await heard[MEASURED].until(lambda value: value.StatusCode.name == "BadUserAccessDenied")
    assert not [v for v in heard[MEASURED].values if v.Value and v.Value.Value == 0.75]


async def test_key_tags_have_a_history_for_who_may_read_them(office: Office, narrow: Client):
    begin = datetime.now(UTC)
    heard = Notified()
    async with visiting(office) as client:
        known = await node(client, HELD, "Reported")
        subscription = await client.create_subscription(50, heard)
        await subscription.subscribe_data_change(known)
        for value in (3.0, 3.25, 3.5):
            office.report(HELD, value)
            await heard.until(
                lambda told, v=value: told.Value is not None and told.Value.Value == v
            )
        assert ua.AccessLevel.HistoryRead in await known.get_access_level()
        found = await known.read_raw_history(begin, datetime.now(UTC))
        assert [one.Value.Value for one in found] == [3.0, 3.25, 3.5]
    with pytest.raises(ua.uaerrors.BadUserAccessDenied):
        await (await node(narrow, HELD, "Reported")).read_raw_history(begin, datetime.now(UTC))


async def test_a_disabled_user_does_not_come_in(office: Office, narrow: Client):
    assert await (await node(narrow, MEASURED, "Reported")).read_browse_name()
    office.grant("narrow", Right(action="read"), disabled=True)
    with pytest.raises(ua.uaerrors.BadUserAccessDenied):
        async with visiting(office, "narrow", "horse"):
            pass
    with pytest.raises(ua.uaerrors.BadUserAccessDenied):
        await (await node(narrow, MEASURED, "Reported")).read_value()
