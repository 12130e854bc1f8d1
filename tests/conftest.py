"""Real parts for tests: one Kafka broker and one registry per session."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# Before NumPy is imported, as `twin` does: threads that wait for each other over small matrices
# take several times as long as one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import httpx
import psutil
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from rich.console import Console
from xdist.scheduler import LoadScopeScheduling

from twin_bus.kafka import KafkaConnection
from twin_ops.kafka.broker import Broker
from twin_ops.kafka.prepare import prepare_kafka
from twin_ops.kafka.probe import broker_answers
from twin_ops.ports import free_base, free_port
from twin_ops.settings import Settings, load_settings

# How long an example takes says how busy the machine is.
hypothesis.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("busy")

# Tests that share something, by what they share, else their file, whose fixtures they share: those
# of the twin begin, those of brokers and other instances end a run.
_SCOPES = {
    "tests/e2e/test_instances": "instances",
    "tests/e2e/test_tls": "instances",
    "tests/integration": "broker",
    "tests/e2e": "twin",
}
_GIVES_WAY = 5  # of 19: a third of a core where all are busy


class _Scheduling(LoadScopeScheduling):
    """Keeps in one worker what shares a twin, a broker or a file."""

    def _split_scope(self, nodeid: str) -> str:
        return _scope(nodeid)


def _scope(nodeid: str) -> str:
    shared = (name for path, name in _SCOPES.items() if nodeid.startswith(path))
    return next(shared, nodeid.partition("::")[0])


def has_the_twin(item: pytest.Item) -> bool:
    """Whether a test uses the instance that all others use too."""
    return "running_twin" in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts what shares the twin first, and last other twins and brokers, which it would slow."""
    places = {"twin": -1, "broker": 1, "instances": 2}
    items.sort(key=lambda item: (places.get(_scope(item.nodeid), 0), not has_the_twin(item)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A worker gives way for good once it computes: beside it a twin is watched and commanded."""
    if hasattr(item.config, "workerinput") and _scope(item.nodeid) not in _SCOPES.values():
        os.nice(max(0, _GIVES_WAY - os.nice(0)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> _Scheduling:
    config.option.loadscopereorder = False
    return _Scheduling(config, log)


def wait_for(condition: Callable[[], bool], seconds: float = 30.0, what: str = "") -> None:
    """Polls a condition of another process; there is no event to await across processes."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds:g} s: {what or condition}")
        time.sleep(0.05)


@dataclass
class RunningKafka:
    """A broker that a test may kill and start again."""

    broker: Broker
    process: subprocess.Popen[bytes] | None = None

    @property
    def servers(self) -> str:
        return self.connection.servers

    @property
    def connection(self) -> KafkaConnection:
        return self.broker.connection

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.broker.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(lambda: asyncio.run(broker_answers(self.connection)), 60, "Kafka answers")

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(60)


@pytest.fixture(scope="session")
def instance_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an instance with an empty home and ports of its own."""
    home = tmp_path_factory.mktemp("home")
    return replace(load_settings(), home=home, port_base=free_base())


def start_kafka(settings: Settings, folder: Path) -> RunningKafka:
    """A broker of its own in a folder."""
    broker = prepare_kafka(settings, Console(stderr=True))
    own = replace(broker, data=folder, logs=folder, port=free_port(), controller_port=free_port())
    own.configure()
    running = RunningKafka(own)
    running.start()
    return running


@pytest.fixture(scope="session")
def kafka(
    instance_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningKafka]:
    """A real broker for the whole session."""
    running = start_kafka(instance_settings, tmp_path_factory.mktemp("kafka"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def registry_url(kafka: RunningKafka, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The embedded registry as a process of its own."""
    base = free_base()
    environment = os.environ | {
        "TWIN_HOME": str(tmp_path_factory.mktemp("registry")),
        "TWIN_PORT_BASE": str(base),
        "TWIN_KAFKA": kafka.servers,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "twin_ops.run", "registry"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{base + 3}"

    def ready() -> bool:
        try:
            return httpx.get(f"{url}/subjects", trust_env=False).is_success
        except httpx.HTTPError:
            return False

    wait_for(ready, 30, "the registry answers")
    yield url
    process.terminate()
    process.wait(20)


def is_gone(pid: int) -> bool:
    """Whether a process has ended, even if its parent has not taken notice."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def kill(pid: int) -> None:
    """Ends a process the hard way and waits until it is gone."""
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: is_gone(pid))
