"""The whole system, started once as a user starts it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.conftest import free_base, has_the_twin, wait_for
from tests.e2e.browser import started

import twin_schemas.plant
from twin_ops.frontend import build_frontend
from twin_ops.settings import load_settings
from twin_ops.supervisor.state import read_report

SMALL = Path(twin_schemas.plant.__file__).with_name("nitrogen.yaml")
_PREDICTION_S = 45  # other tests run beside it, on two cores
TWIN = (str(Path(sys.executable).with_name("twin")),)


@dataclass
class RunningTwin:
    """An instance with a home and ports of its own."""

    home: Path
    base: int
    username: str = "admin"
    password: str = ""
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        own = {"TWIN_HOME": str(self.home), "TWIN_PORT_BASE": str(self.base)}
        self.environment = os.environ | own | {"TWIN_PREDICTION_S": str(_PREDICTION_S)}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.base}"

    def __call__(
        self,
        *arguments: str,
        timeout: float = 240,
        given: str = "",
        folder: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Runs `twin ARGUMENTS` with what is piped into it, in a folder."""
        return subprocess.run(
            [*TWIN, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            input=given,
            cwd=folder,
        )

    @contextmanager
    def started(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """`twin ARGUMENTS` while it runs; it does not outlive the block."""
        command = [*TWIN, *arguments]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=self.environment, stdout=pipe, text=True) as process:
            try:
                yield process
            finally:
                process.kill()

    def up(self) -> None:
        started = self("up", "--detach", "--timeout", "200")  # other tests run beside it
        if started.returncode:
            self("down")  # else it would go on beside all other tests
        assert started.returncode == 0, started.stderr
        if shown := re.search(r"password: (\S+)", started.stderr):
            self.password = shown[1]

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self("status", "--json").stdout)
        return found

    def process(self, name: str) -> dict[str, Any]:
        return next(p for p in self.status()["processes"] if p["name"] == name)

    def wait_healthy(self, seconds: float = 60) -> None:
        """Looks at what the supervisor has written: `twin status` would take a second each time."""
        settings = load_settings(self.environment)

        def healthy() -> bool:
            report = read_report(settings)
            return report is not None and report.healthy

        wait_for(healthy, seconds, "every process is healthy")

    def values(self, *patterns: str) -> dict[str, dict[str, Any]]:
        lines = self("watch", "--once", "--json", *patterns).stdout.splitlines()
        return {value["tag"]: value for value in map(json.loads, lines)}

    def messages(self, contract: str, since: str, key: str) -> list[dict[str, Any]]:
        options = ("--from", since, "--key", key, "--json", "--end")
        lines = self("tail", contract, *options).stdout.splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with started() as browser:
        yield browser


@pytest.fixture(scope="session")
def running_twin(tmp_path_factory: pytest.TempPathFactory) -> RunningTwin:
    """An instance that is healthy at the start of the session, with the built screen."""
    build_frontend()
    twin = RunningTwin(tmp_path_factory.mktemp("twin"), free_base())
    twin.up()
    _UP.append(twin)
    return twin


_UP: list[RunningTwin] = []


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Takes the twin down after the last test that has it: it would slow all others."""
    if nextitem is None or not has_the_twin(nextitem):
        while _UP:
            assert _UP.pop()("down").returncode == 0


@pytest.fixture
def twin(running_twin: RunningTwin) -> Iterator[RunningTwin]:
    """The same, healthy before and after each test, with the plant at rest in AUTO."""
    running_twin.wait_healthy()
    yield running_twin
    running_twin.wait_healthy()
