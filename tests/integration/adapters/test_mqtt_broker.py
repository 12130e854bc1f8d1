"""Brokers that ask who comes, that refuse, and that outlive the plant."""

from __future__ import annotations

import json
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import aiomqtt
import pytest
from tests.integration.adapters.mqtt_rig import STATUS, MqttRig
from tests.integration.adapters.rig import MEASURED, PLANT, SETPOINT, TAGS, VALUES, watching, write

from twin_ops.certificates.issue import new_authority, new_server
from twin_plc_adapters.adapter_settings import AdapterSettings, BadAdapterSetting
from twin_plc_adapters.mqtt.adapter import MqttAdapter, mqtt_adapter
from twin_plc_adapters.mqtt.broker import MqttBroker

pytestmark = pytest.mark.opcua
USER, PASSWORD = "twin", "correct horse battery staple"


@dataclass
class SecuredRig(MqttRig):
    """A broker with TLS that lets nobody in without a password."""

    given: str = PASSWORD
    certified: str = "127.0.0.1"
    server_name: str = ""
    trusts: bool = False
    authority: Path = field(init=False)

    def __post_init__(self) -> None:
        life = timedelta(days=1)
        authority = new_authority("authority of a test", life)
        server = new_server(authority, [self.certified], life)
        self.authority = self._file("ca.pem", authority.certificate_pem())
        self._file("server.pem", server.certificate_pem())
        self._file("server.key", server.key_pem())
        words = ["mosquitto_passwd", "-b", "-c", str(self.folder / "passwords"), USER, PASSWORD]
        subprocess.run(words, check=True, capture_output=True)

    def _file(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.write_text(content)
        return path

    def configuration(self) -> str:
        return (
            "user root\n"  # if root runs it, it must still read the files of a test
            f"listener {self.port} 127.0.0.1\n"
            f"certfile {self.folder}/server.pem\n"
            f"keyfile {self.folder}/server.key\n"
            "allow_anonymous false\n"
            f"password_file {self.folder}/passwords\n"
        )

    def adapter(self) -> MqttAdapter:
        broker = MqttBroker("127.0.0.1", self.port, tls=True, user=USER, password=self.given)
        if self.trusts:
            broker = replace(broker, authority=self.authority, server_name=self.server_name)
        return replace(super().adapter(), broker=broker)

    def client(self, will: aiomqtt.Will | None = None) -> aiomqtt.Client:
        context = ssl.create_default_context(cafile=str(self.authority))
        context.check_hostname = self.certified == "127.0.0.1"
        return aiomqtt.Client(
            "127.0.0.1",
            self.port,
            username=USER,
            password=PASSWORD,
            protocol=aiomqtt.ProtocolVersion.V5,
            will=will,
            timeout=5,
            tls_context=context,
        )


@asynccontextmanager
async def trusting(rig: SecuredRig, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The broker, whose authority is one of this machine's."""
    monkeypatch.setenv("SSL_CERT_FILE", str(rig.authority))
    async with rig.running():
        yield


async def test_values_come_and_writes_go_by_tls_with_a_password(monkeypatch: pytest.MonkeyPatch):
    rig = SecuredRig()
    async with trusting(rig, monkeypatch), watching(rig) as watched, rig.showing():
        await watched.until_all_good()
        watched.ask(write(0.2, "1"))
        assert (await watched.answer("1")).outcome == "done"
        assert watched.adapter.where.startswith("mqtts://")  # type: ignore[attr-defined]
    assert rig.written == [(SETPOINT, 0.2)]


async def test_an_authority_of_the_settings_is_enough():
    rig = SecuredRig(trusts=True)
    async with rig.running(), watching(rig) as watched, rig.showing():
        await watched.until_all_good()


async def test_a_broker_for_another_name_is_connected_to_by_the_name_of_the_settings():
    rig = SecuredRig(trusts=True, certified="broker.plant")
    async with rig.running(), watching(rig) as watched:
        bad = await watched.until(MEASURED, "bad", len(TAGS))
        assert "certificate verify failed" in bad.reason
    named = SecuredRig(trusts=True, certified="broker.plant", server_name="broker.plant")
    async with named.running(), watching(named) as watched, named.showing():
        await watched.until_all_good()


def test_an_authority_that_is_none_is_refused_with_its_file(tmp_path: Path):
    tags, wrong = tmp_path / "map.yaml", tmp_path / "ca.pem"
    tags.write_text("protocol: mqtt\ntags:\n  FT-941: {topic: plant/FT-941}\n")
    wrong.write_text("no certificate")
    for authority in (wrong, tmp_path / "nowhere.pem"):
        settings = AdapterSettings("mqtt", "mqtts://b", tag_map=tags, authority=authority)
        with pytest.raises(BadAdapterSetting, match=f"TWIN_ADAPTER_CA_FILE={authority} is no"):
            mqtt_adapter(PLANT, settings)
    plain = AdapterSettings("mqtt", "mqtt://b", tag_map=tags, authority=wrong)
    with pytest.raises(BadAdapterSetting, match="set TWIN_ADAPTER_URL=mqtts://b"):
        mqtt_adapter(PLANT, plain)


async def test_a_wrong_password_is_told(monkeypatch: pytest.MonkeyPatch):
    rig = SecuredRig(given="guessed")
    async with trusting(rig, monkeypatch), watching(rig) as watched:
        bad = await watched.until(MEASURED, "bad", len(TAGS))
    assert "Not authorized" in bad.reason
    assert PASSWORD not in bad.reason


async def test_a_broker_of_an_unknown_authority_is_not_connected_to():
    rig = SecuredRig()
    async with rig.running(), watching(rig) as watched:
        bad = await watched.until(MEASURED, "bad", len(TAGS))
    assert "certificate verify failed" in bad.reason


def test_the_settings_give_tls_user_and_password(tmp_path: Path):
    secret, tags = tmp_path / "password", tmp_path / "map.yaml"
    secret.write_text(f"{PASSWORD}\n")
    tags.write_text("protocol: mqtt\ntags:\n  FT-941: {topic: plant/FT-941}\n")
    settings = AdapterSettings("mqtt", "mqtts://broker", USER, secret, tags)
    made = mqtt_adapter(PLANT, settings)
    assert made.broker == MqttBroker("broker", 8883, tls=True, user=USER, password=PASSWORD)


@dataclass
class RefusingRig(MqttRig):
    """A broker that lets everybody in and nobody subscribe."""

    def configuration(self) -> str:
        access = {"publishClientSend": True, "publishClientReceive": True, "subscribe": False}
        rules = self.folder / "rules.json"
        rules.write_text(json.dumps({"defaultACLAccess": access}))
        (library,) = Path("/usr/lib").glob("*/mosquitto_dynamic_security.so")
        plugin = f"plugin {library}\nplugin_opt_config_file {rules}\n"
        return super().configuration() + plugin


async def test_a_refused_subscription_is_told_by_its_topic():
    rig = RefusingRig()
    await rig.start_broker()
    try:
        async with watching(rig) as watched:
            bad = await watched.until(MEASURED, "bad", len(TAGS))
            assert "no connection" in watched.adapter.unwell()
    finally:
        await rig.stop()
    assert f"the broker does not let us read {STATUS}" in bad.reason


async def test_a_last_will_marks_every_tag_while_the_broker_lives():
    rig = MqttRig()
    async with rig.running(), watching(rig) as watched:
        async with rig.showing():
            await watched.until_all_good()
        mark = len(watched.seen.records)
        await rig.lose_the_plant()
        for tag in TAGS:
            gone = await watched.until(tag, "bad", mark)
            assert "last will" in gone.reason
        assert watched.adapter.unwell() == ""
        mark = len(watched.seen.records)
        await rig.start_plant()
        await rig.show(VALUES)
        await watched.until_all_good(mark)
