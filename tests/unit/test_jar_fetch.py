"""Fetching jars from a repository on loopback: resumed, verified, and clear about what is wrong."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from twin_ops.kafka.fetch import JarCorrupt, JarUnavailable, fetch, missing
from twin_ops.kafka.lock import Jar, locked_jars
from twin_ops.ports import free_port

CONTENT = bytes(range(256)) * 1_000
JAR = Jar("org/demo/demo-1.jar", hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


@dataclass
class Repository:
    """What the server sends, and what it was asked for."""

    content: bytes = CONTENT
    ranges: list[str | None] = field(default_factory=list)


@pytest.fixture
def repository(monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    served = Repository()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers["Range"]
            served.ranges.append(wanted)
            begin = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            found = self.path.endswith(JAR.path)
            self.send_response((206 if wanted else 200) if found else 404)
            body = served.content[begin:] if found else b""
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("TWIN_MAVEN", f"http://127.0.0.1:{server.server_port}/maven")
    yield served
    server.shutdown()
    server.server_close()


def ignore(_count: int) -> None:
    """Takes progress."""


def test_a_jar_is_fetched_once_with_progress(repository: Repository, tmp_path: Path):
    counts: list[int] = []
    assert missing([JAR], tmp_path) == [JAR]
    fetch([JAR], tmp_path / "new", progress=counts.append)
    assert sum(counts) == JAR.size
    assert missing([JAR], tmp_path / "new") == []


def test_a_cut_download_goes_on_where_it_was_cut(repository: Repository, tmp_path: Path):
    (tmp_path / "demo-1.jar.part").write_bytes(CONTENT[:1_000])
    fetch([JAR], tmp_path, progress=ignore)
    assert repository.ranges == ["bytes=1000-"]
    assert (tmp_path / "demo-1.jar").read_bytes() == CONTENT


def test_a_wrong_jar_is_removed_and_named(repository: Repository, tmp_path: Path):
    repository.content = b"x" * len(CONTENT)
    with pytest.raises(JarCorrupt, match=r"demo-1\.jar .* run the command again"):
        fetch([JAR], tmp_path, progress=ignore)
    assert list(tmp_path.iterdir()) == []


def test_a_jar_that_rotted_in_the_cache_is_fetched_again(tmp_path: Path):
    (tmp_path / "demo-1.jar").write_bytes(b"rotten")
    assert missing([JAR], tmp_path) == [JAR]
    assert list(tmp_path.iterdir()) == []


def test_a_jar_the_repository_lacks_is_named(repository: Repository, tmp_path: Path):
    lacking = Jar("org/demo/other-1.jar", "0" * 64, 1)
    with pytest.raises(JarUnavailable, match=r"other-1\.jar .*404"):
        fetch([lacking], tmp_path, progress=ignore)


def test_offline_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TWIN_MAVEN", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(JarUnavailable, match=r"Check the network .* resumes.*TWIN_MAVEN"):
        fetch([JAR], tmp_path, progress=ignore)


def test_the_lock_file_has_kafka_and_its_logging():
    names = [jar.name for jar in locked_jars()]
    assert "kafka_2.13-4.4.0.jar" in names
    assert any(name.startswith("log4j-slf4j-impl") for name in names)
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in locked_jars())
