"""Clients that know nothing of twinbus: Confluent's, kcat, and a system written for Node."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastavro
import pytest
from confluent_kafka import SerializingProducer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import StringSerializer
from tests.conftest import wait_for
from tests.integration.conftest import RunningExchange
from tests.integration.messages import reading, take

from twin_ops.frontend import find_node

pytestmark = pytest.mark.kafka
SCRIPT = Path(__file__).with_name("third_party.mjs")
SCHEMA: dict[str, Any] = {
    "type": "record",
    "name": "Weighed",
    "fields": [
        {"name": "scale", "type": "string", "doc": "Which scale."},
        {"name": "mass", "type": "double", "unit": "kg", "doc": "What it showed."},
    ],
}


def declare(exchange: RunningExchange, name: str) -> None:
    body = {"name": name, "owner": "scales", "doc": "A weight.", "avro": SCHEMA}
    assert exchange.call("POST", "/v1/contracts", json=body).status_code == 201


@pytest.fixture
def serializer(exchange: RunningExchange) -> Iterator[AvroSerializer]:
    """Confluent's, which may not register anything: the contract is there."""
    with SchemaRegistryClient({"url": exchange.registry_url}) as client:
        conf = {"auto.register.schemas": False, "use.latest.version": True}
        yield AvroSerializer(client, conf=conf)


def test_confluents_serializer_supplies_what_the_exchange_shows(
    exchange: RunningExchange, serializer: AvroSerializer
):
    declare(exchange, "confluent.weighed")
    producer = SerializingProducer({
        "bootstrap.servers": exchange.servers,
        "key.serializer": StringSerializer(),
        "value.serializer": serializer,
    })
    for mass in range(100):
        value = {"scale": "S-1", "mass": float(mass)}
        producer.produce("confluent.weighed.v1", key="S-1", value=value)
    assert producer.flush(20) == 0
    path = "/v1/contracts/confluent.weighed/1/latest?key=S-1"

    def mass() -> Any:
        return exchange.call("GET", path).json().get("value", {}).get("mass")

    wait_for(lambda: mass() == 99, what="the exchange has it")


def test_confluents_deserializer_reads_what_was_supplied_as_json(exchange: RunningExchange):
    declare(exchange, "confluent.read")
    records = [{"scale": "S-1", "mass": mass} for mass in range(3)]
    exchange.call("POST", "/v1/contracts/confluent.read/1/messages", json=records)
    with reading(exchange.servers, "confluent", "confluent.read.v1") as consumer:
        assert [m["mass"] for m in take(consumer, exchange.registry_url, 3)] == [0, 1, 2]
    seen = exchange.call("GET", "/v1/contracts/confluent.read/1").json()["consumers_seen"]
    assert seen == [{"group": "confluent", "members": 0}]


def kcat(exchange: RunningExchange, *words: str) -> bytes:
    program = shutil.which("kcat")
    if program is None:
        pytest.fail("no kcat: run tests/integration/ensure_kcat.sh, as `make test` does")
    command = [program, "-b", exchange.servers, *words]
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout


def test_kcat_reads_and_supplies_avro_in_confluents_framing(
    exchange: RunningExchange, tmp_path: Path
):
    declare(exchange, "kcat.weighed")
    record = {"scale": "S-1", "mass": 5.0}
    exchange.call("POST", "/v1/contracts/kcat.weighed/1/messages", json=record)
    reads = ("-C", "-t", "kcat.weighed.v1", "-e", "-q", "-f")
    assert kcat(exchange, *reads, "%k of %t[%p]") == b"S-1 of kcat.weighed.v1[0]"
    # Debian's kcat has no Avro, so its raw bytes are looked at here, and sent back as they came.
    framed = kcat(exchange, *reads, "%s")
    assert framed[:1] == b"\0"
    parsed = fastavro.parse_schema(SCHEMA)
    assert fastavro.schemaless_reader(io.BytesIO(framed[5:]), parsed, None) == record
    file = tmp_path / "message"
    file.write_bytes(framed)
    kcat(exchange, "-P", "-t", "kcat.weighed.v1", "-k", "S-2", str(file))
    path = "/v1/contracts/kcat.weighed/1/latest?key=S-2"
    wait_for(lambda: exchange.call("GET", path).is_success, what="the exchange has it")
    assert exchange.call("GET", path).json()["value"] == record


def test_a_system_written_for_node_declares_supplies_and_reads(exchange: RunningExchange):
    node = [*find_node().node, "--experimental-websocket"]
    answer = subprocess.run(
        [*node, SCRIPT, exchange.url, exchange.password],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["declared"]["status"] == 201
    assert told["supplied"]["body"]["accepted"] == 3
    assert told["refused"]["body"]["error"] == 'record 0: field mass: "heavy" is no double'
    assert told["streamed"] == [{"scale": "S-1", "mass": mass} for mass in (1, 2, 3)]
    assert told["latest"]["body"]["value"] == {"scale": "S-1", "mass": 3}
