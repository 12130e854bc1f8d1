"""Runs the registry's conformance suite against Apicurio Registry: `make apicurio`.

It is fetched once from Maven Central (158 MB) and runs on the Java that pip installs, so that
what our own registry promises is measured with somebody else's as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from twin_ops.kafka.fetch import fetch, missing
from twin_ops.kafka.java import java_launcher
from twin_ops.kafka.lock import Jar
from twin_ops.ports import free_port
from twin_ops.settings import load_settings

_ROOT = Path(__file__).parents[2]
_SUITE = _ROOT / "tests" / "integration" / "test_registry_confluent_client.py"
_ARCHIVE = Jar(
    path="io/apicurio/apicurio-registry-app/3.3.3/apicurio-registry-app-3.3.3-all.tar.gz",
    sha256="8bc6751c76d963734224b01d5e7f84ccb3cb61c87d3bd77c36c35f10a5cbed63",
    size=158_577_952,
)
_API = "/apis/ccompat/v7"
_PATIENCE = 180.0
_OPTIONS = (
    "-Xmx512m",
    "-Dapicurio.storage.kind=sql",
    "-Dapicurio.storage.sql.kind=h2",
    "-Dapicurio.rest.deletion.group.enabled=true",
    "-Dapicurio.rest.deletion.artifact.enabled=true",
    "-Dapicurio.rest.deletion.artifact-version.enabled=true",
)


def _fetched() -> Path:
    folder = load_settings().cache / "apicurio"
    if wanting := missing([_ARCHIVE], folder):
        sys.stderr.write(f"fetching {_ARCHIVE.name} ({_ARCHIVE.size / 1e6:.0f} MB)\n")
        fetch(wanting, folder, progress=lambda _count: None)
    return folder / _ARCHIVE.name


@contextmanager
def running_apicurio() -> Iterator[str]:
    """Apicurio Registry in a folder that is gone afterwards; gives its Confluent-like address."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(_fetched()) as archive:
            archive.extractall(folder, filter="data")
        port = free_port()
        command = [java_launcher(), *_OPTIONS, f"-Dquarkus.http.port={port}"]
        command += ["-Dquarkus.http.host=127.0.0.1", "-jar", _runner(Path(folder))]
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        url = f"http://127.0.0.1:{port}{_API}"
        try:
            _wait(url, process, log)
            yield url
        finally:
            process.terminate()
            process.wait(30)


def _runner(folder: Path) -> Path:
    (found,) = [*folder.glob("*-runner.jar"), *folder.glob("quarkus-run.jar")]
    return found


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"Apicurio ended with {process.returncode}:\n{log.read_text()[-2_000:]}")
        try:
            if httpx.get(f"{url}/subjects", trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.5)  # another process's start has no event to await
    sys.exit(f"Apicurio does not answer within {_PATIENCE:g} s:\n{log.read_text()[-2_000:]}")


def main() -> int:
    """Starts it and runs the suite; pytest's exit code."""
    with running_apicurio() as url:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", str(_SUITE)]
        environment = os.environ | {"REGISTRY_UNDER_TEST": url}
        return subprocess.run(command, cwd=_ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
