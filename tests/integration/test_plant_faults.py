"""The emulated plant as a process: faults reach its OPC UA values and outlive a kill -9."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from asyncua import Client
from tests.conftest import wait_for
from tests.plants import plant_of

from twin_ops.ports import free_base
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_schemas.plant import SHIPPED

pytestmark = pytest.mark.opcua
PLANT = plant_of("methanol")


@dataclass
class EmulatedPlant:
    """A process of its own, with a home and ports of its own."""

    home: Path
    base: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        own = {"TWIN_HOME": str(self.home), "TWIN_PORT_BASE": str(self.base)}
        area = {"TWIN_PLANT": str(SHIPPED.with_name("methanol.yaml")), "TWIN_OPCUA": ""}
        area["TWIN_OPCUA_SECURITY"] = "none"  # whoever only reads needs no user then
        return os.environ | own | area

    def start(self) -> None:
        command = [sys.executable, "-m", "twin_ops.run", "plant"]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(lambda: self.health().get("state") == "healthy", 60, "the plant is healthy")

    def end(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(20)

    def health(self) -> dict[str, Any]:
        try:
            answer = httpx.get(f"http://127.0.0.1:{self.base + 11}/healthz", trust_env=False)
        except httpx.HTTPError:
            return {}
        found: dict[str, Any] = answer.json()
        return found

    def faults(self, *words: str) -> list[dict[str, Any]]:
        command = [str(Path(sys.executable).with_name("twin")), "plant", "faults", *words, "--json"]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=60, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def staged(self) -> dict[str, float]:
        """When each fault was injected, as the state file has it."""
        state = json.loads((self.home / "plant" / "state").read_bytes())
        return {one["fault"]["name"]: one["since"] for one in state["field"]["staged"]}


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[EmulatedPlant]:
    running = EmulatedPlant(tmp_path, free_base())
    running.start()
    yield running
    if running.process and running.process.poll() is None:
        running.end(signal.SIGTERM)


async def _until(client: Client, tag: str, status: str) -> None:
    """Reads a tag until it has a status."""
    space = await client.get_namespace_index(NAMESPACE)
    node = client.get_node(f"ns={space};s={node_path(PLANT.tags[tag])}")
    for _ in range(400):
        found = await node.read_data_value(raise_on_bad_status=False)
        if found.StatusCode.name == status:
            return
        await client.nodes.server.read_browse_name()  # a round trip; the plant scans meanwhile
    pytest.fail(f"{tag} was {found.StatusCode.name}, not {status}")


async def test_a_staged_fault_reaches_the_value_without_a_restart(plant: EmulatedPlant):
    async with Client(f"opc.tcp://127.0.0.1:{plant.base + 4}/twinbus/plant") as client:
        plant.faults("inject", "open_circuit", "TT-109", "--name", "wire")
        wait_for(lambda: "wire" in plant.staged(), what="the plant has it")
        await _until(client, "TT-109", "BadSensorFailure")
        plant.faults("clear", "wire")
        wait_for(lambda: "wire" not in plant.staged(), what="it is gone")
        await _until(client, "TT-109", "Good")


def test_a_mistake_is_told_with_its_line_and_the_plant_goes_on(plant: EmulatedPlant):
    plant.faults("inject", "stuck", "FV-101", "--name", "sound")
    wait_for(lambda: "sound" in plant.staged(), what="the plant has it")
    file = plant.home / "plant" / "faults.yaml"
    sound = file.read_text()
    file.write_text(sound + "  b: {kind: stuck, target: FV-999}\n")
    wait_for(lambda: plant.health()["state"] == "degraded", what="it says so")
    line = file.read_text().count("\n")
    assert plant.health()["reason"].startswith(f"faults.yaml:{line}: 'FV-999' is no equipment")
    assert plant.staged() == {"sound": plant.staged()["sound"]}
    file.write_text(sound)
    wait_for(lambda: plant.health()["state"] == "healthy", what="all is well again")


def test_faults_outlive_a_kill(plant: EmulatedPlant):
    plant.faults("inject", "drift", "PT-107", "per_hour=2", "--name", "slow")
    wait_for(lambda: "slow" in plant.staged(), what="the plant has it")
    before = plant.staged()
    plant.end(signal.SIGKILL)
    plant.start()
    plant.end(signal.SIGTERM)  # it saves as it ends
    assert plant.staged() == before
    [row] = plant.faults("list")
    assert row["state"] == "there"
    assert row["age_s"] > 0
