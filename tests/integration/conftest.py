"""An exchange with its bridge and its audit log, as processes on the session's broker."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.conftest import RunningKafka, free_base, wait_for

import twin_schemas
from twin_agents.exchange.access import create_access
from twin_ops.instance_access import access_of
from twin_ops.settings import Settings, load_settings
from twin_ops.topics import ensure_topics

_SMALL_PLANT = Path(twin_schemas.__file__).parent / "plant" / "nitrogen.yaml"
_PROCESSES = ("exchange", "bridge", "audit")


@dataclass
class RunningExchange:
    """Processes that a test may kill and start again, and a logged-in client."""

    settings: Settings
    environment: dict[str, str]
    password: str
    servers: str
    registry_url: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.settings.exchange_url

    @property
    def token(self) -> str:
        return access_of(self.settings).token("admin")[0]

    def start(self, name: str) -> None:
        command = [sys.executable, "-m", "twin_ops.run", name]
        with (self.settings.home / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log
            )

    def kill(self, name: str) -> None:
        self.processes[name].kill()
        self.processes[name].wait(20)

    def check(self, name: str) -> None:
        """Tells the last words of a process that should run and does not."""
        if (code := self.processes[name].poll()) is not None:
            log = (self.settings.home / f"{name}.log").read_text()
            pytest.fail(f"{name} has ended with {code}: {log[-4_000:]}")

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        self.check("exchange")
        headers = {"Authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        return httpx.request(
            method, self.url + path, headers=headers, timeout=30, trust_env=False, **more
        )

    def is_ready(self) -> bool:
        try:
            return self.call("GET", "/v1/contracts").is_success
        except httpx.HTTPError:
            return False

    def wait_until_ready(self) -> None:
        wait_for(self.is_ready, 60, f"the exchange is ready; see {self.settings.home}")

    def actions(self, topic: str) -> list[str]:
        """Audited actions on a topic, oldest first."""
        return [entry["action"] for entry in self.audit() if entry["subject"] == topic]

    def audit(self) -> list[dict[str, Any]]:
        from tests.integration.messages import all_messages

        from twin_schemas.messages import AuditEntry

        return all_messages(self.servers, self.registry_url, AuditEntry.contract.topic)


@pytest.fixture(scope="session")
def exchange(
    kafka: RunningKafka, registry_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningExchange]:
    """The exchange with bridge and audit on the session's broker and registry."""
    asyncio.run(ensure_topics(kafka.connection))
    environment = os.environ | {
        "TWIN_HOME": str(tmp_path_factory.mktemp("exchange")),
        "TWIN_PORT_BASE": str(free_base()),
        "TWIN_KAFKA": kafka.servers,
        "TWIN_REGISTRY": registry_url,
        "TWIN_PLANT": str(_SMALL_PLANT),
    }
    settings = load_settings(environment)
    password = create_access(access_of(settings), "admin")
    assert password
    running = RunningExchange(settings, environment, password, kafka.servers, registry_url)
    for name in _PROCESSES:
        running.start(name)
    running.wait_until_ready()
    yield running
    for process in running.processes.values():
        process.terminate()
    for process in running.processes.values():
        process.wait(20)
