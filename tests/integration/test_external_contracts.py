"""Systems of others declare contracts, supply them and read them, over HTTP."""

from __future__ import annotations

import io
import json
from typing import Any

import fastavro
import pytest
from tests.conftest import wait_for
from tests.integration.conftest import RunningExchange
from tests.integration.messages import all_messages
from websockets.sync.client import connect

pytestmark = pytest.mark.kafka


def schema(*more: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {"name": "sample", "type": "string", "doc": "Number of the sample."},
        {"name": "volume", "type": "double", "unit": "mL", "minimum": 0, "doc": "How much."},
    ]
    return {"type": "record", "name": "Sample", "doc": "A sample.", "fields": [*fields, *more]}


def body(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "owner": "lims", "doc": "A sample.", "avro": schema()} | more


def supply(exchange: RunningExchange, name: str, records: Any, version: int = 1) -> Any:
    return exchange.call("POST", f"/v1/contracts/{name}/{version}/messages", json=records)


def test_the_systems_own_contracts_are_registered_with_all_that_is_said_of_them(
    exchange: RunningExchange,
):
    rows = exchange.call("GET", "/v1/contracts").json()["contracts"]
    own = {row["topic"]: row for row in rows if row["origin"] == "code"}
    measurement = own["plant.measurement.v1"]
    assert measurement["owner"] == "opcua"
    assert measurement["compatibility"] == "BACKWARD"
    assert "synchronizer" in measurement["consumers"]
    assert {row["state"] for row in own.values()} == {"registered"}
    assert all(row["doc"] and row["key"] for row in own.values())


def test_consumer_groups_that_really_read_are_seen(exchange: RunningExchange):
    def groups() -> list[dict[str, Any]]:
        path = "/v1/contracts/access.login_attempted/1"
        return exchange.call("GET", path).json()["consumers_seen"]

    wait_for(lambda: {"group": "twin.audit", "members": 1} in groups(), what="audit is a member")


def test_a_contract_is_declared_supplied_read_and_survives_a_kill(exchange: RunningExchange):
    name = "laboratory.sample_taken"
    made = exchange.call("POST", "/v1/contracts", json=body(name))
    assert made.status_code == 201, made.text
    assert made.json()["fields"][1]["unit"] == "mL"
    records = [{"sample": f"S-{n % 3}", "volume": n} for n in range(30)]
    assert supply(exchange, name, records).json()["accepted"] == 30
    latest = f"/v1/contracts/{name}/1/latest"
    wait_for(lambda: exchange.call("GET", f"{latest}?key=S-2").is_success, what="it is cached")
    assert exchange.call("GET", f"{latest}?key=S-2").json()["value"]["volume"] == 29
    assert exchange.call("GET", f"{latest}?key=S-9").status_code == 404
    exchange.kill("exchange")
    exchange.start("exchange")
    exchange.wait_until_ready()
    wait_for(lambda: exchange.call("GET", f"{latest}?key=S-0").is_success, what="cached again")
    assert exchange.call("GET", f"{latest}?key=S-0").json()["value"]["volume"] == 27
    assert len(all_messages(exchange.servers, exchange.registry_url, f"{name}.v1")) == 30


def test_what_breaks_the_contract_is_refused_whole_with_record_and_field(exchange: RunningExchange):
    name = "laboratory.weighed"
    exchange.call("POST", "/v1/contracts", json=body(name))
    good = {"sample": "A", "volume": 1}
    refused = supply(exchange, name, [good, good | {"volume": "x"}, {"sample": "B"}])
    assert refused.status_code == 422
    assert refused.json()["error"] == 'record 1: field volume: "x" is no double'
    assert [p["record"] for p in refused.json()["problems"]] == [1, 2]
    assert supply(exchange, name, good | {"volume": -1}).status_code == 422
    assert supply(exchange, name, good | {"colour": "red"}).status_code == 422
    assert supply(exchange, name, "nonsense").status_code == 422
    assert supply(exchange, name, good).status_code == 200
    assert len(all_messages(exchange.servers, exchange.registry_url, f"{name}.v1")) == 1
    wait_for(
        lambda: exchange.actions(f"{name}.v1").count("supply.refused") == 4, what="it is audited"
    )
    assert exchange.actions(f"{name}.v1")[0] == "contract.register.done"
    assert exchange.actions(f"{name}.v1")[-1] == "supply.done"


def test_avro_is_taken_as_container_framed_and_bare(exchange: RunningExchange):
    name = "laboratory.measured"
    exchange.call("POST", "/v1/contracts", json=body(name))
    parsed = fastavro.parse_schema(schema())
    container, bare = io.BytesIO(), io.BytesIO()
    fastavro.writer(container, parsed, [{"sample": "A", "volume": n} for n in range(1, 4)])
    fastavro.schemaless_writer(bare, parsed, {"sample": "B", "volume": 4.0})
    path = f"/v1/contracts/{name}/1/messages"

    def post(content: bytes, kind: str) -> Any:
        return exchange.call("POST", path, content=content, headers={"Content-Type": kind})

    assert post(container.getvalue(), "application/avro").json()["accepted"] == 3
    assert post(bare.getvalue(), "avro/binary").json()["accepted"] == 1
    assert post(bare.getvalue(), "application/avro").status_code == 422
    assert post(bare.getvalue()[:-1], "avro/binary").status_code == 422
    assert post(b"x", "text/plain").status_code == 415
    found = all_messages(exchange.servers, exchange.registry_url, f"{name}.v1")
    assert [one["volume"] for one in found] == [1, 2, 3, 4]


def test_nobody_supplies_what_the_system_itself_writes(exchange: RunningExchange):
    refused = supply(exchange, "plant.measurement", {})
    assert (refused.status_code, refused.json()["error"]) == (
        409,
        "plant.measurement.v1: only opcua writes it",
    )
    assert exchange.call("POST", "/v1/contracts", json=body("plant.measurement")).status_code == 409
    assert (
        exchange.call("POST", "/v1/contracts/plant.measurement/1/decommission").status_code == 409
    )


def test_messages_come_over_the_stream_as_they_are_supplied(exchange: RunningExchange):
    name = "laboratory.streamed"
    exchange.call("POST", "/v1/contracts", json=body(name))
    url = exchange.url.replace("http", "ws", 1) + "/v1/stream"
    with connect(url, proxy=None) as socket:
        hello = {"token": exchange.token, "subscribe": [], "contracts": [f"{name}.*"]}
        socket.send(json.dumps(hello))

        def seen() -> list[dict[str, Any]]:
            answer = exchange.call("GET", f"/v1/contracts/{name}/1")
            assert answer.is_success, answer.text
            return answer.json()["consumers_seen"]

        wait_for(lambda: seen() == [{"group": "stream:admin", "members": 1}], what="it is seen")
        supply(exchange, name, [{"sample": "A", "volume": n} for n in range(500)])
        volumes: list[float] = []
        while len(volumes) < 500:
            message = json.loads(socket.recv(timeout=20))
            if message["type"] == "message":
                assert (message["contract"], message["version"]) == (name, 1)
                volumes.append(message["value"]["volume"])
        assert volumes == list(range(500))
        held = exchange.call("POST", f"/v1/contracts/{name}/1/decommission")
        assert "stream:admin (1 running)" in held.json()["error"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"name": "Laboratory"}, "name"),
        ({"owner": ""}, "owner"),
        ({"key": "colour"}, "key"),
        ({"key": "volume"}, "key"),
        ({"version": 3}, "version"),
        ({"avro": {"type": "nonsense"}}, "avro"),
        ({"avro": schema({"name": "x", "type": "long", "default": 0})}, "documented"),
        ({"avro": schema({"name": "x", "type": "long", "doc": "X."})}, "new-field-default"),
        ({"bridge": {"fields": {}}}, "bridge"),
    ],
)
def test_check_names_the_rule_without_effect(
    exchange: RunningExchange, change: dict[str, Any], rule: str
):
    name = "laboratory.checked"
    if exchange.call("GET", f"/v1/contracts/{name}").status_code == 404:
        exchange.call("POST", "/v1/contracts", json=body(name))
    answer = exchange.call("POST", "/v1/contracts/check", json=body(name) | change).json()
    assert not answer["accepted"]
    assert [objection["rule"] for objection in answer["objections"]] == [rule]


def test_an_incompatible_revision_never_reaches_the_registry(exchange: RunningExchange):
    name = "laboratory.guarded"
    exchange.call("POST", "/v1/contracts", json=body(name))
    retyped = schema()
    retyped["fields"][1] |= {"unit": "L"}
    refused = exchange.call("POST", "/v1/contracts", json=body(name, avro=retyped))
    assert refused.status_code == 409
    (objection,) = refused.json()["objections"]
    assert (objection["rule"], objection["field"]) == ("unit", "volume")
    revisions = f"/v1/contracts/{name}/1/revisions"
    assert len(exchange.call("GET", revisions).json()["revisions"]) == 1
    wider = schema({"name": "note", "type": "string", "default": "", "doc": "Remark."})
    taken = exchange.call("POST", "/v1/contracts", json=body(name, avro=wider))
    assert taken.status_code == 201, taken.text
    assert len(exchange.call("GET", revisions).json()["revisions"]) == 2
    assert supply(exchange, name, {"sample": "A", "volume": 1, "note": "x"}).is_success
    wait_for(
        lambda: exchange.actions(f"{name}.v1")[-2:] == ["contract.revise.done", "supply.done"],
        what="both are audited",
    )
    assert "contract.revise.refused" in exchange.actions(f"{name}.v1")
