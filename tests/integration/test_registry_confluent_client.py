"""The embedded registry serves an unmodified confluent-kafka client."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.error import SchemaRegistryError

pytestmark = pytest.mark.kafka
V1 = {"type": "record", "name": "Thing", "fields": [{"name": "a", "type": "long"}]}
V2 = V1 | {"fields": [*V1["fields"], {"name": "b", "type": "long", "default": 0}]}
BROKEN = V1 | {"fields": [*V1["fields"], {"name": "c", "type": "long"}]}


@pytest.fixture
def client(registry_url: str) -> Iterator[SchemaRegistryClient]:
    with SchemaRegistryClient({"url": registry_url}) as made:
        yield made


def _avro(schema: dict[str, object]) -> Schema:
    return Schema(json.dumps(schema), "AVRO")


def test_register_look_up_and_evolve(client: SchemaRegistryClient):
    subject = "evolving-value"
    first = client.register_schema(subject, _avro(V1))
    assert client.register_schema(subject, _avro(V1)) == first
    second = client.register_schema(subject, _avro(V2))
    assert client.get_versions(subject) == [1, 2]
    assert client.get_latest_version(subject).schema_id == second
    assert json.loads(client.get_schema(first).schema_str) == V1
    assert client.lookup_schema(subject, _avro(V1)).version == 1
    assert subject in client.get_subjects()


def test_an_incompatible_schema_is_refused_with_the_rule(client: SchemaRegistryClient):
    subject = "guarded-value"
    client.register_schema(subject, _avro(V1))
    assert client.test_compatibility(subject, _avro(V2))
    assert not client.test_compatibility(subject, _avro(BROKEN))
    with pytest.raises(SchemaRegistryError, match="cannot read old data") as caught:
        client.register_schema(subject, _avro(BROKEN))
    assert caught.value.http_status_code == 409


def test_a_subject_may_have_a_level_of_its_own(client: SchemaRegistryClient):
    subject = "free-value"
    client.register_schema(subject, _avro(V1))
    client.set_compatibility(subject, "NONE")
    client.register_schema(subject, _avro(BROKEN))
    assert client.get_versions(subject) == [1, 2]


def test_deleting(client: SchemaRegistryClient):
    subject = "short-lived-value"
    number = client.register_schema(subject, _avro(V1 | {"name": "ShortLived"}))
    assert client.delete_subject(subject) == [1]
    assert subject not in client.get_subjects()
    assert json.loads(client.get_schema(number).schema_str)["name"] == "ShortLived"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/subjects/none/versions", None, 404, 40401),
        ("GET", "/subjects/none/versions/1", None, 404, 40401),
        ("GET", "/schemas/ids/99999", None, 404, 40403),
        ("POST", "/subjects/x/versions", {"schema": "{"}, 422, 42201),
        ("POST", "/subjects/x/versions", {"schema": '"long"', "schemaType": "JSON"}, 422, 42201),
        ("POST", "/subjects/x/versions", {}, 422, 42201),
        ("PUT", "/config", {"compatibility": "SOMETIMES"}, 422, 42203),
        ("GET", "/config/none", None, 404, 40408),
    ],
)
def test_errors_have_confluents_numbers(
    registry_url: str, method: str, path: str, body: object, status: int, code: int
):
    answer = httpx.request(method, registry_url + path, json=body, trust_env=False)
    assert (answer.status_code, answer.json()["error_code"]) == (status, code)
    assert answer.json()["message"]
