"""Parts are killed under the running system; it says so, and comes back by itself."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest
from aiokafka import AIOKafkaProducer
from tests.conftest import free_base, is_gone, kill, wait_for
from tests.e2e.conftest import SMALL, TWIN, RunningTwin

from twin_ops.kafka.credentials import administrator
from twin_ops.settings import load_settings

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("name", ["commander", "simulation", "exchange", "registry"])
def test_a_killed_process_is_started_again(twin: RunningTwin, name: str):
    before = twin.process(name)
    kill(before["pid"])
    wait_for(lambda: twin.process(name)["pid"] not in {before["pid"], None}, 30, f"a new {name}")
    twin.wait_healthy()
    assert twin.process(name)["restarts"] == before["restarts"] + 1


def test_a_killed_plant_leaves_a_gap_that_is_marked_and_comes_back_with_its_state(
    twin: RunningTwin,
):
    twin("set", "LIC-120.SP", "51")
    kill(twin.process("plant")["pid"])

    def marked() -> list[dict[str, Any]]:
        records = twin.messages("plant.measurement", "30s", "FT-101")
        return [record for record in records if record["quality"] == "bad"]

    wait_for(lambda: bool(marked()), 30, "the gap is marked bad")
    assert marked()[0]["value"] is None
    assert "no connection to the plant" in marked()[0]["reason"]
    twin.wait_healthy()
    wait_for(lambda: twin.values("FT-101")["FT-101"]["quality"] == "good", 30, "values come back")
    assert twin.values("LIC-120.SP")["LIC-120.SP"]["value"] == 51


def test_a_killed_nursery_takes_its_children_with_it_and_all_come_back(twin: RunningTwin):
    pids = {name: twin.process(name)["pid"] for name in ("plant", "simulation")}
    nursery = psutil.Process(pids["plant"]).parent()
    assert nursery
    assert nursery == psutil.Process(pids["simulation"]).parent()
    supervisor = nursery.parent()
    assert supervisor
    nursery.kill()
    wait_for(lambda: all(map(is_gone, pids.values())), 10, "no child is left without a parent")
    supervisor.suspend()  # so that the plant stays away until the command was refused

    def shown() -> dict[str, Any]:
        return twin.values("FT-101")["FT-101"]

    try:
        wait_for(lambda: shown()["quality"] == "bad", 30, "while the plant is away, values are bad")
        assert shown()["value"] is None
        refused = twin("set", "FIC-101.SP", "20")
    finally:
        supervisor.resume()
    twin.wait_healthy(90)
    wait_for(lambda: shown()["quality"] == "good", 30, "the values come back")
    assert refused.returncode in {3, 4}


def test_kafka_is_killed_and_no_sequence_number_is_missing(twin: RunningTwin):
    kill(twin.process("kafka")["pid"])
    wait_for(lambda: not twin.status()["healthy"], 30, "it is noticed")
    twin.wait_healthy(200)  # all agents have the same backlog to hand in
    records = twin.messages("plant.measurement", "5m", "FT-101")
    numbers = [(r["ingest_time_ns"], r["sequence"]) for r in records]
    sequence = list(dict.fromkeys(s for _, s in numbers))
    assert sequence == list(range(sequence[0], sequence[-1] + 1))


def test_garbage_on_a_topic_is_kept_with_its_reason(twin: RunningTwin):
    async def publish() -> None:
        producer = AIOKafkaProducer(**administrator(load_settings(twin.environment)).options())
        await producer.start()
        await producer.send_and_wait("control.setpoint_requested.v1", b"garbage", b"x")
        await producer.stop()

    asyncio.run(publish())
    rejected = twin("tail", "system.rejected_message", "--from", "5m", "--json", "-n", "1")
    record = json.loads(rejected.stdout.splitlines()[0])
    assert record["topic"] == "control.setpoint_requested.v1"
    assert "magic" in record["reason"]


def test_a_second_start_of_the_same_instance_is_refused(twin: RunningTwin):
    again = twin("up", "--detach")
    assert again.returncode == 4
    assert "runs already" in again.stderr


def test_a_taken_port_is_named(tmp_path: Path):
    base = free_base()
    twin = RunningTwin(tmp_path, base)
    with socket.create_server(("127.0.0.1", base + 4)):
        answer = twin("up", "--detach")
    assert answer.returncode == 4
    assert f"{base + 4} (plant)" in answer.stderr
    assert "TWIN_PORT_BASE" in answer.stderr


def test_a_bad_plant_file_is_named_with_its_line(tmp_path: Path):
    plant = tmp_path / "bad.yaml"
    plant.write_text(
        "title: x\nfirst_fill:\n  pressure: 1 bar\nequipment:\n  Q-1: {kind: nonsense}\n"
    )
    twin = RunningTwin(tmp_path, free_base())
    twin.environment["TWIN_PLANT"] = str(plant)
    answer = twin("up", "--detach")
    assert answer.returncode == 2
    assert "bad.yaml:5" in answer.stderr


def test_without_a_running_twin_commands_say_how_to_start_one(tmp_path: Path):
    twin = RunningTwin(tmp_path, free_base())
    for command in (("watch", "--once"), ("get", "FT-101"), ("set", "FIC-101.SP", "20")):
        answer = twin(*command)
        assert answer.returncode == 5
        assert "twin up" in answer.stderr
    assert twin("status").returncode == 5


def test_the_foreground_ends_on_ctrl_c_and_leaves_nothing_behind(tmp_path: Path):
    twin = RunningTwin(tmp_path, free_base())
    twin.environment["TWIN_PLANT"] = str(SMALL)
    process = subprocess.Popen(
        [*TWIN, "up"],
        env=twin.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(lambda: twin.status()["healthy"], 90, "the instance is healthy")
        pids = [p["pid"] for p in twin.status()["processes"]]
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert f"screen: {twin.url}" in output
    assert not [pid for pid in pids if psutil.pid_exists(pid)]
    secrets = tmp_path / "secrets"
    assert {f.stat().st_mode & 0o777 for f in secrets.iterdir()} == {0o600}
    assert (tmp_path / "kafka" / "log" / "meta.properties").exists()
