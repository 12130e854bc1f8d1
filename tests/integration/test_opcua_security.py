"""Who may do what on the emulated plant's server, asked by a client that is not ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from asyncua import Client, ua
from asyncua.crypto.security_policies import SecurityPolicyBasic256Sha256

import twin_schemas
from twin_ops.plant_link import USER, _passwords, ensure_link, server_security
from twin_ops.ports import free_port
from twin_ops.settings import Settings, load_settings
from twin_ops.settings_opcua import OpcUaSettings
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_plc_adapters.opcua.security import endpoints_of, own_uri, security_of
from twin_plc_adapters.opcua.server import PlantServer
from twin_schemas.plant import load_plant

pytestmark = pytest.mark.opcua
PLANT = load_plant(Path(twin_schemas.__file__).parent / "plant" / "nitrogen.yaml")
MEASURED, SETPOINT = "PT-940", "FIC-941.SP"
MODES = {
    "Sign": ua.MessageSecurityMode.Sign,
    "SignAndEncrypt": ua.MessageSecurityMode.SignAndEncrypt,
}


@dataclass
class Office:
    """A running server with its settings."""

    settings: Settings
    url: str
    server: PlantServer
    written: list[tuple[str, float]] = field(default_factory=list)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = replace(load_settings({}), home=tmp_path_factory.mktemp("home"))
    ensure_link(made)
    return made


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Office]:
    url = f"opc.tcp://127.0.0.1:{free_port()}/plant"
    written: list[tuple[str, float]] = []
    server = PlantServer(PLANT, url, lambda *w: written.append(w), server_security(settings))
    await server.start()
    await server.show({tag.name: tag.design for tag in PLANT.tags.values()}, {})
    try:
        yield Office(settings, url, server, written)
    finally:
        await server.stop()


@asynccontextmanager
async def visiting(
    office: Office, user: str = "", password: str = "", mode: str = "SignAndEncrypt"
) -> AsyncIterator[Client]:
    client = Client(office.url)
    identity = office.settings.certificates / "opcua" / "adapter.pem"
    client.application_uri = own_uri(identity)
    await client.set_security(
        SecurityPolicyBasic256Sha256, str(identity), str(identity), mode=MODES[mode]
    )
    if user:
        client.set_user(user)
        client.set_password(password)
    async with client:
        yield client


async def node(client: Client, tag: str) -> object:
    namespace = await client.get_namespace_index(NAMESPACE)
    return client.get_node(ua.NodeId(node_path(PLANT.tags[tag]), namespace))


async def test_the_endpoints_are_signed_or_encrypted(settings: Settings):
    async with running(settings) as office:
        offered = {security_of(one) for one in await endpoints_of(office.url)}
    assert offered == {"Basic256Sha256 Sign", "Basic256Sha256 SignAndEncrypt"}


@pytest.mark.parametrize("mode", MODES)
async def test_the_user_writes_setpoints_and_no_measurement(settings: Settings, mode: str):
    password = _passwords(settings)[USER]
    async with running(settings) as office, visiting(office, USER, password, mode) as client:
        setpoint, measured = await node(client, SETPOINT), await node(client, MEASURED)
        assert ua.AccessLevel.CurrentWrite in await setpoint.get_user_access_level()
        assert ua.AccessLevel.CurrentWrite not in await measured.get_access_level()
        await setpoint.write_value(0.125)
        with pytest.raises(ua.uaerrors.BadNotWritable):
            await measured.write_value(1.0)
        with pytest.raises(ua.uaerrors.BadNotWritable):
            await setpoint.write_attribute(
                ua.AttributeIds.UserAccessLevel, ua.DataValue(ua.Variant(3, ua.VariantType.Byte))
            )
        with pytest.raises(ua.uaerrors.BadUserAccessDenied):
            await client.nodes.objects.add_object(2, "mine")
    assert office.written == [(SETPOINT, 0.125)]


async def test_anonymous_clients_read_and_do_not_write(settings: Settings):
    async with running(settings) as office, visiting(office) as client:
        setpoint = await node(client, SETPOINT)
        assert await setpoint.read_value() == PLANT.tags[SETPOINT].design
        assert ua.AccessLevel.CurrentWrite in await setpoint.get_access_level()
        assert ua.AccessLevel.CurrentWrite not in await setpoint.get_user_access_level()
        with pytest.raises(ua.uaerrors.BadUserAccessDenied):
            await setpoint.write_value(0.125)
    assert office.written == []


@pytest.mark.parametrize(("user", "password"), [(USER, "guessed"), (USER, ""), ("eve", "guessed")])
async def test_who_does_not_know_the_password_does_not_come_in(
    settings: Settings, user: str, password: str
):
    async with running(settings) as office:
        with pytest.raises(ua.uaerrors.BadUserAccessDenied):
            async with visiting(office, user, password):
                pass


async def test_without_security_there_is_no_session_at_all(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """A client that ignores what is offered, and asks for a session on a bare channel."""

    def any_endpoint(endpoints: list[object], *_wanted: object) -> object:
        return endpoints[0]

    monkeypatch.setattr(Client, "find_endpoint", staticmethod(any_endpoint))
    async with running(settings) as office:
        for user in ("", USER):
            client = Client(office.url)
            if user:
                client.set_user(user)
                client.set_password(_passwords(settings)[USER])
            with pytest.raises(ua.uaerrors.BadUserAccessDenied):
                await client.connect()


async def test_the_open_endpoint_is_there_if_asked_for_and_only_reads(settings: Settings):
    asked = replace(settings, opcua_access=OpcUaSettings("none"))
    async with running(asked) as office:
        assert "None" in {security_of(one) for one in await endpoints_of(office.url)}
        for user in ("", USER):
            client = Client(office.url)
            if user:
                client.set_user(user)
                client.set_password(_passwords(settings)[USER])
            async with client:
                setpoint = await node(client, SETPOINT)
                assert await setpoint.read_value() == PLANT.tags[SETPOINT].design
                with pytest.raises(ua.uaerrors.BadUserAccessDenied):
                    await setpoint.write_value(0.125)
    assert office.written == []
