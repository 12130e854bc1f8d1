"""Instances that are stopped and started, and one on the user's own Kafka."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from asyncua import Client, ua
from asyncua.crypto.security_policies import SecurityPolicyBasic256Sha256
from tests.conftest import RunningKafka, free_base, wait_for
from tests.e2e.conftest import SMALL, RunningTwin
from tests.integration.opcua_server.office import Notified

from twin_ops.kafka.java import JavaUnusable, java_launcher, java_version
from twin_plc_adapters.opcua_server.names import NAMESPACE, value_path
from twin_schemas.plant import load_plant

pytestmark = pytest.mark.e2e


def test_a_second_start_keeps_all_state(tmp_path: Path):
    twin = RunningTwin(tmp_path, free_base())
    twin.environment["TWIN_PLANT"] = str(SMALL)
    twin.up()
    assert twin("set", "PIC-941.MODE", "MAN").returncode == 0
    audited = len(twin("tail", "audit.entry", "--from", "1h", "--json", "-n", "7").stdout)
    assert twin("down").returncode == 0
    assert twin("status").returncode == 5
    again = datetime.now(UTC)
    started = twin("up", "--detach")
    assert started.returncode == 0, started.stderr
    assert "password" not in started.stderr
    try:
        wait_for(lambda: _is_read_since(again, twin, "PIC-941.MODE"), 30, "a good new value")
        assert twin.values("PIC-941.MODE")["PIC-941.MODE"]["value"] == 0.0
        assert twin("set", "PIC-941.MODE", "AUTO").returncode == 0
        log = twin("tail", "audit.entry", "--from", "1h", "--json", "-n", "14").stdout
        entries = [json.loads(line) for line in log.splitlines()]
        assert [e["sequence"] for e in entries] == list(range(1, 15))
        assert len(log) > audited
        assert all(a["hash"] == b["previous_hash"] for a, b in pairwise(entries))
    finally:
        twin("down")


def _is_read_since(moment: datetime, twin: RunningTwin, tag: str) -> bool:
    """Whether the value is good and none that the bus kept, nor the gap of the time between."""
    read = twin.values(tag)[tag]
    return read["quality"] == "good" and datetime.fromisoformat(read["ingest_time"]) > moment


@pytest.fixture(scope="module")
def other_twin(
    kafka: RunningKafka, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningTwin]:
    """An instance on the user's own Kafka, with another adapter, and with its OPC UA server."""
    twin = RunningTwin(tmp_path_factory.mktemp("other"), free_base())
    twin.environment |= {
        "TWIN_KAFKA": kafka.servers,
        "TWIN_PLANT": str(SMALL),
        "TWIN_ADAPTER": "memory",
        "TWIN_OPCUA_SERVER": "on",
    }
    twin.up()
    yield twin
    twin("down")


def test_an_existing_kafka_is_used(other_twin: RunningTwin):
    assert "kafka" not in {p["name"] for p in other_twin.status()["processes"]}
    assert not (other_twin.home / "kafka").exists()
    wait_for(lambda: other_twin.values("FT-941")["FT-941"]["quality"] == "good", 30, "a good value")


def test_another_adapter_tells_its_values_and_takes_what_is_written(other_twin: RunningTwin):
    assert "plant" not in {p["name"] for p in other_twin.status()["processes"]}
    wait_for(lambda: other_twin.values("FT-941")["FT-941"]["quality"] == "good", 30, "a good value")
    told = other_twin.messages("plant.measurement", "1m", "FT-941")[-1]
    assert (told["quality"], told["origin"]) == ("good", "model")
    done = other_twin("set", "PIC-941.MODE", "MAN")
    assert done.returncode == 0, done.stdout
    assert other_twin.values("PIC-941.MODE")["PIC-941.MODE"]["value"] == 0.0


@pytest.fixture
def way_in(other_twin: RunningTwin) -> dict[str, str]:
    """What a SCADA is told of the server, and a certificate for the SCADA."""
    told = json.loads(other_twin("trust", "server", "--json").stdout)
    assert told["runs"]
    password = json.loads(Path(told["passwords"]).read_text())[told["user"]]
    own = json.loads(other_twin("trust", "own", "--json").stdout)
    return told | {"password": password, "identity": own["file"], "uri": own["application_uri"]}


async def test_a_scada_follows_the_twin_by_what_trust_server_tells(way_in: dict[str, str]):
    client = Client(way_in["url"])
    client.application_uri = way_in["uri"]
    identity, mode = way_in["identity"], ua.MessageSecurityMode.SignAndEncrypt
    await client.set_security(SecurityPolicyBasic256Sha256, identity, identity, mode=mode)
    client.set_user(way_in["user"])
    client.set_password(way_in["password"])
    tag, found = load_plant(SMALL).tags["FT-941"], {}
    async with client:
        namespace = await client.get_namespace_index(NAMESPACE)
        for series in ("Reported", "Simulated", "Residual"):
            heard = Notified()
            subscription = await client.create_subscription(100, heard)
            node_id = ua.NodeId(value_path(tag, series), namespace)
            await subscription.subscribe_data_change(client.get_node(node_id))
            good = await heard.until(lambda value: value.StatusCode.is_good(), seconds=30)
            found[series] = good.Value.Value
            await subscription.delete()
    assert found["Reported"] == pytest.approx(tag.design)
    assert found["Residual"] == pytest.approx(
        found["Reported"] - found["Simulated"], abs=0.01 * (tag.high - tag.low)
    )


def test_the_users_java_is_used_or_refused(tmp_path: Path):
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    with pytest.raises(JavaUnusable, match="Java 11"):
        java_launcher(str(old))
    with pytest.raises(JavaUnusable, match="no such program"):
        java_launcher(str(tmp_path / "none"))
    assert java_version(java_launcher()) >= 17
    if found := shutil.which("java"):
        assert java_launcher("java") == Path(found)
