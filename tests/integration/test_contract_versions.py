"""v1 and v2 of a contract in parallel: consumers switch and roll back one by one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import wait_for
from tests.integration.conftest import RunningExchange
from tests.integration.messages import all_messages, reading, take

pytestmark = pytest.mark.kafka
V1 = {
    "type": "record",
    "name": "Reading",
    "fields": [
        {"name": "tag", "type": "string", "doc": "Where."},
        {"name": "celsius", "type": "double", "unit": "degC", "doc": "Temperature."},
    ],
}
V2 = {
    "type": "record",
    "name": "Reading",
    "fields": [
        {"name": "tag", "type": "string", "doc": "Where."},
        {"name": "kelvin", "type": "double", "unit": "K", "doc": "Temperature."},
        {"name": "by", "type": "string", "doc": "Device."},
    ],
}


class Versions:
    """A contract with its first version in use."""

    def __init__(self, exchange: RunningExchange, name: str) -> None:
        self.exchange, self.name = exchange, name
        self.register(1, V1)

    def register(self, version: int, avro: dict[str, Any], **more: Any) -> Any:
        body = {"name": self.name, "version": version, "owner": "lab", "doc": "A temperature."}
        return self.exchange.call("POST", "/v1/contracts", json=body | {"avro": avro} | more)

    def supply(self, version: int, *records: dict[str, Any]) -> Any:
        path = f"/v1/contracts/{self.name}/{version}/messages"
        return self.exchange.call("POST", path, json=list(records))

    def supply_v2(self, first: int, last: int) -> None:
        records = [
            {"tag": f"T-{n % 3}", "kelvin": 273.15 + n, "by": "x"} for n in range(first, last)
        ]
        assert self.supply(2, *records).is_success

    def celsius(self) -> list[float]:
        servers, registry = self.exchange.servers, self.exchange.registry_url
        return [round(m["celsius"], 6) for m in all_messages(servers, registry, f"{self.name}.v1")]

    def bridge(self) -> None:
        fields = {"celsius": {"from": "kelvin"}}
        assert self.register(2, V2, bridge={"fields": fields}).status_code == 201

    def decommission(self, version: int) -> Any:
        path = f"/v1/contracts/{self.name}/{version}/decommission"
        return self.exchange.call("POST", path)

    def switch(self, group: str, old: int, new: int) -> Any:
        body = {"group": group, "old": old, "new": new}
        return self.exchange.call("POST", f"/v1/contracts/{self.name}/switch", json=body)


def test_two_consumers_switch_one_by_one_one_rolls_back_and_v1_is_decommissioned(
    exchange: RunningExchange,
):
    versions = Versions(exchange, "versions.switched")
    servers, registry = exchange.servers, exchange.registry_url
    versions.supply(1, *({"tag": "T-0", "celsius": -1 - n} for n in range(2)))
    with reading(servers, "ann", "versions.switched.v1") as ann:
        assert [m["celsius"] for m in take(ann, registry, 2)] == [-1, -2]
    versions.bridge()
    refused = versions.supply(1, {"tag": "T-0", "celsius": 0})
    assert "a bridge makes it from a newer version" in refused.json()["error"]
    versions.supply_v2(0, 6)
    wait_for(lambda: len(versions.celsius()) == 8, what="v1 is fed")
    assert versions.celsius() == [-1, -2, 0, 1, 2, 3, 4, 5]

    with (
        reading(servers, "ann", "versions.switched.v1") as ann,
        reading(servers, "bob", "versions.switched.v1") as bob,
    ):
        assert [round(m["celsius"], 6) for m in take(ann, registry, 3)] == [0, 1, 2]
        assert [round(m["celsius"], 6) for m in take(bob, registry, 5)] == [-1, -2, 0, 1, 2]
        held = versions.decommission(1)
        assert held.status_code == 409
        assert "ann (1 running)" in held.json()["error"]
        assert "bob (1 running)" in held.json()["error"]
        assert "stop them first" in versions.switch("ann", 1, 2).json()["error"]

    assert versions.switch("ann", 1, 2).json()["offsets"] == {"0": 3}
    with reading(servers, "ann", "versions.switched.v2") as ann:
        assert [m["kelvin"] - 273.15 for m in take(ann, registry, 2)] == pytest.approx([3, 4])
    assert "bob (not running" in versions.decommission(1).json()["error"]
    assert "ann" not in versions.decommission(1).json()["error"]

    assert versions.switch("ann", 2, 1).json()["offsets"] == {"0": 7}
    with reading(servers, "ann", "versions.switched.v1") as ann:
        assert [round(m["celsius"], 6) for m in take(ann, registry, 1)] == [5]
    for group in ("ann", "bob"):
        assert versions.switch(group, 1, 2).is_success
    assert "versions.switched.v1 is made from it" in versions.decommission(2).json()["error"]
    done = versions.decommission(1)
    assert done.is_success, done.text
    assert done.json()["state"] == "decommissioned"
    with reading(servers, "bob", "versions.switched.v2") as bob:
        assert [m["kelvin"] - 273.15 for m in take(bob, registry, 3)] == pytest.approx([3, 4, 5])
    assert versions.supply(1, {"tag": "T-0", "celsius": 0}).status_code == 409
    assert versions.register(1, V1).status_code == 409
    actions = exchange.actions("versions.switched.v1")
    assert actions.count("contract.decommission.refused") == 3
    wait_for(
        lambda: "contract.decommission.done" in exchange.actions("versions.switched.v1"),
        what="it is audited",
    )


def test_a_killed_bridge_loses_and_repeats_nothing(exchange: RunningExchange):
    versions = Versions(exchange, "versions.killed")
    versions.bridge()
    expected = list(range(4_000))
    for first in range(0, 4_000, 500):
        versions.supply_v2(first, first + 500)
        if first in {1_000, 2_500}:
            exchange.kill("bridge")
            exchange.start("bridge")
    wait_for(lambda: len(versions.celsius()) >= 4_000, what="v1 is fed")
    assert versions.celsius() == expected


def test_what_cannot_be_bridged_is_rejected_and_the_rest_goes_on(exchange: RunningExchange):
    from confluent_kafka import Producer

    versions = Versions(exchange, "versions.poisoned")
    versions.bridge()
    producer = Producer({"bootstrap.servers": exchange.servers})
    producer.produce("versions.poisoned.v2", b"poison", b"T-0")
    producer.flush(20)
    versions.supply_v2(0, 3)
    wait_for(lambda: versions.celsius() == [0, 1, 2], what="v1 is fed")

    def rejections() -> dict[str, bytes]:
        topic = "system.rejected_message.v1"
        found = all_messages(exchange.servers, exchange.registry_url, topic)
        return {r["agent"]: r["payload"] for r in found if r["topic"] == "versions.poisoned.v2"}

    both = {"bridge": b"poison", "exchange": b"poison"}
    wait_for(lambda: rejections() == both, what="both say what they could not take")


def test_a_bridge_that_cannot_make_a_field_is_refused_by_name(exchange: RunningExchange):
    versions = Versions(exchange, "versions.gap")
    refused = versions.register(2, V2, bridge={"fields": {}})
    assert refused.status_code == 409
    assert "rule bridge: field celsius" in refused.json()["error"]
