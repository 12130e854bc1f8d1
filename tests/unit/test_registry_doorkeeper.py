"""Who may change what the registry keeps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from twin_bus.kafka import KafkaConnection
from twin_ops.registry.app import registry_app
from twin_ops.registry.doorkeeper import Doorkeeper
from twin_ops.registry.storage import SchemaTopic

PASSWORDS = {"twin.exchange": "one", "twin.audit": "two"}
SCHEMA = {"schema": json.dumps({"type": "record", "name": "A", "fields": []})}
READS = [
    ("GET", "/subjects", None),
    ("POST", "/compatibility/subjects/a-value/versions", SCHEMA),
    ("POST", "/subjects/a-value", SCHEMA),
    ("GET", "/config", None),
]
REGISTRATION = ("POST", "/subjects/a-value/versions", SCHEMA)
KEEPING = [
    ("PUT", "/config", {"compatibility": "NONE"}),
    ("PUT", "/config/a-value", {"compatibility": "NONE"}),
    ("DELETE", "/config/a-value", None),
    ("DELETE", "/subjects/a-value/versions/1", None),
    ("DELETE", "/subjects/a-value?permanent=true", None),
]


class Topic(SchemaTopic):
    """The topic of schemas without Kafka: what is written is there at once."""

    async def _write(self, key: dict[str, Any], value: dict[str, Any] | None) -> None:
        self.catalogue.apply(key, value)


def _client(door: Doorkeeper | None) -> TestClient:
    topic = Topic(KafkaConnection("nowhere:1"))
    topic.ready.set()
    client = TestClient(registry_app(topic, door))
    auth = ("twin.exchange", "one")
    assert client.request(*REGISTRATION[:2], json=SCHEMA, auth=auth).status_code == 200
    return client


def _status(client: TestClient, call: tuple[str, str, Any], auth: Any = None) -> int:
    method, path, body = call
    return client.request(method, path, json=body, auth=auth).status_code


@pytest.mark.parametrize("call", READS, ids=str)
def test_everybody_reads(call: tuple[str, str, Any]):
    assert _status(_client(Doorkeeper(PASSWORDS)), call) == 200


@pytest.mark.parametrize("call", [REGISTRATION, *KEEPING], ids=lambda call: " ".join(call[:2]))
@pytest.mark.parametrize(
    "auth", [None, ("twin.audit", "one"), ("nobody", ""), ("twin.audit", ""), ("twin.ä", "ö")]
)
def test_nobody_changes_anything(call: tuple[str, str, Any], auth: Any):
    client = _client(Doorkeeper(PASSWORDS))
    assert _status(client, call, auth) == 401
    answer = client.request(call[0], call[1], json=call[2])
    assert answer.headers["www-authenticate"].startswith("Basic")
    assert answer.json()["error_code"] == 40101


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !", "Basic /w==", "Bearer dHdpbg==", "Basic dHdpbg=="]
)
def test_a_header_that_is_none_opens_nothing(header: str):
    method, path, body = REGISTRATION
    client = _client(Doorkeeper(PASSWORDS))
    answer = client.request(method, path, json=body, headers={"Authorization": header})
    assert answer.status_code == 401


def test_every_principal_registers_and_only_the_exchange_does_more():
    client = _client(Doorkeeper(PASSWORDS))
    assert _status(client, REGISTRATION, ("twin.audit", "two")) == 200
    for call in KEEPING:
        assert _status(client, call, ("twin.audit", "two")) == 403, call
    for call in KEEPING:
        assert _status(client, call, ("twin.exchange", "one")) == 200, call


def test_a_registry_without_passwords_asks_nobody():
    client = _client(None)
    assert [_status(client, call) for call in [REGISTRATION, *KEEPING]] == [200] * 6
