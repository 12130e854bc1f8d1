"""The processes that are measured, on a broker and in a folder of their own."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx
import psutil

from twin_agents.exchange.access import create_access
from twin_bus.kafka import KafkaConnection
from twin_ops.bench.isolated import cpu_s, environment_of
from twin_ops.errors import Unreachable
from twin_ops.instance_access import access_of
from twin_ops.settings import Settings, load_settings
from twin_ops.topics import ensure_topics

NOTHING: Mapping[str, str] = {}
_PATIENCE = 60.0
_NAME = "twin_ops.bench.exchange"


@dataclass(frozen=True)
class Served:
    """One application and its process.

    Attributes:
        port: Where it serves on loopback.
        process: What it costs.
        token: Lets in.
    """

    port: int
    process: psutil.Process
    token: str

    def cpu_s(self) -> float:
        """Time of a core that it had so far."""
        return cpu_s(self.process)

    def memory(self) -> int:
        """Bytes that it holds now."""
        return int(self.process.memory_info().rss)


@dataclass(frozen=True)
class Place:
    """Exchange and bare application beside each other.

    Attributes:
        settings: Of the exchange.
        environment: Of all processes.
        exchange: What is measured.
        bare: What it is compared with.
    """

    settings: Settings
    environment: Mapping[str, str]
    exchange: Served
    bare: Served

    def plant_load(self, groups: int = 1) -> contextlib.AbstractContextManager[object]:
        """Publishes every tag of the plant once a second while the block runs.

        Args:
            groups: How many parts of the tags have their turns in a second; one is all at once.
        """
        return _process(self.environment, f"{_NAME}.plant_load", str(groups))


@contextlib.contextmanager
def measured_place(kafka: KafkaConnection, more: Mapping[str, str] = NOTHING) -> Iterator[Place]:
    """Registry, exchange and bare application while the block runs.

    Args:
        kafka: Broker that nobody else uses.
        more: Settings of all processes, such as the plant.

    Raises:
        Unreachable: If one of them does not serve within a minute.
    """
    asyncio.run(ensure_topics(kafka))
    with tempfile.TemporaryDirectory() as home, contextlib.ExitStack() as stack:
        environment = environment_of(kafka, home) | dict(more)
        settings = load_settings(environment)
        create_access(access_of(settings), "admin")
        token = access_of(settings).token("admin")[0]
        bare_port = settings.health_port(20)
        run = "twin_ops.run"
        stack.enter_context(_process(environment, run, "registry"))
        exchange = stack.enter_context(_process(environment, run, "exchange"))
        bare = stack.enter_context(_process(environment, f"{_NAME}.bare", str(bare_port)))
        made = Place(
            settings,
            environment,
            Served(settings.exchange_port, psutil.Process(exchange.pid), token),
            Served(bare_port, psutil.Process(bare.pid), token),
        )
        _until(made.exchange, "/v1/contracts")
        _until(made.bare, "/v1/values/none")
        yield made


@contextlib.contextmanager
def _process(
    environment: Mapping[str, str], module: str, *arguments: str
) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(  # noqa: S603 - our own command line
        command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _until(served: Served, path: str) -> None:
    headers = {"Authorization": f"Bearer {served.token}"}
    deadline = time.monotonic() + _PATIENCE
    with httpx.Client(trust_env=False, headers=headers) as client:
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                if client.get(f"http://127.0.0.1:{served.port}{path}").is_success:
                    return
            time.sleep(0.2)
    raise Unreachable(f"what serves {path} did not start within {_PATIENCE:g} s; run it again")
