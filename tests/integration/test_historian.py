"""The history of a real broker, written by a process that is killed again and again."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from tests.conftest import RunningKafka, wait_for

from twin_agents.historian.reading import Reader, Window
from twin_bus.codec import Codec
from twin_bus.kafka import KafkaBus
from twin_bus.runtime.envelope import Envelope, new_trace
from twin_ops.bench.bus import measurement
from twin_ops.instance_registry import registry_of
from twin_ops.settings import Settings, load_settings
from twin_ops.topics import ensure_topics
from twin_schemas.messages import Measurement

pytestmark = pytest.mark.kafka
BATCH, KILLS = 400, 3


@dataclass
class RunningHistorian:
    """A historian on the session's broker that a test may kill."""

    settings: Settings
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.integration.historian_process"]
        with (self.settings.home / "historian.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(20)

    def reader(self) -> Reader:
        return Reader(self.settings.history_folder, Measurement)

    def files(self) -> int:
        return sum(map(len, self.reader().parts.values()))


@pytest.fixture
def historian(kafka: RunningKafka, registry_url: str, tmp_path: Path) -> Iterator[RunningHistorian]:
    own = {"TWIN_HOME": str(tmp_path), "TWIN_KAFKA": kafka.servers, "TWIN_REGISTRY": registry_url}
    environment = os.environ | own
    asyncio.run(ensure_topics(kafka.connection))
    running = RunningHistorian(load_settings(environment), environment)
    running.start()
    yield running
    running.kill()


class Publisher:
    """Publishes numbered measurements of one tag."""

    def __init__(self, kafka: RunningKafka, settings: Settings, tag: str) -> None:
        self._kafka, self._settings, self._tag, self._count = kafka, settings, tag, 0

    async def publish(self, count: int) -> None:
        registry = registry_of(self._settings, "test")
        codec = Codec(registry)
        await codec.prepare([Measurement])
        numbers = range(self._count, self._count + count)
        records = [measurement(n, self._tag) for n in numbers]
        bus = KafkaBus(self._kafka.connection, client_id="test")
        try:
            await bus.publish(Envelope("test", codec).wrap(records, new_trace()))
        finally:
            await bus.stop()
            await registry.close()
        self._count += count


def _kept(historian: RunningHistorian, tag: str) -> list[int]:
    return historian.reader().rows(Window((tag,), 0, 2**62))["sequence"].to_pylist()


@pytest.mark.timeout(240)
def test_whatever_is_killed_every_message_is_kept_once(
    kafka: RunningKafka, historian: RunningHistorian
):
    tag = f"KILLED-{historian.settings.home.name}"

    publisher = Publisher(kafka, historian.settings, tag)
    for _ in range(KILLS):
        before = historian.files()
        asyncio.run(publisher.publish(BATCH))
        wait_for(lambda before=before: historian.files() > before, 60, "something is kept")
        asyncio.run(publisher.publish(BATCH))  # some of it is in hand when it is killed
        historian.kill()
        historian.start()
    expected = list(range(2 * BATCH * KILLS))
    wait_for(lambda: len(_kept(historian, tag)) >= len(expected), 60, "all is kept")
    assert _kept(historian, tag) == expected
    assert not list(historian.settings.history_folder.rglob("*.unfinished"))


def test_what_it_has_in_hand_is_written_when_it_is_told_to_end(
    kafka: RunningKafka, historian: RunningHistorian
):
    tag = f"ENDED-{historian.settings.home.name}"
    wait_for(historian.settings.history_folder.exists, 60, "it has begun")
    publisher = Publisher(kafka, historian.settings, tag)
    for count in (BATCH, 2 * BATCH):  # into two files, at least
        asyncio.run(publisher.publish(BATCH))
        wait_for(lambda count=count: len(_kept(historian, tag)) == count, 60, "all is kept")
    assert historian.process is not None
    historian.process.terminate()
    assert historian.process.wait(30) == 0
    row = historian.reader().rows(Window((tag,), 0, 2**62)).to_pylist()[7]
    sent = measurement(7, tag).__dict__
    assert {name: row[name] for name in sent} == sent
    _damage_and_mend(historian, tag)


def _damage_and_mend(historian: RunningHistorian, tag: str) -> None:
    """Flipped bits and a missing file are found, and the bus still has what they held."""
    (cluster,) = historian.reader().parts
    first, *others = [cluster / part.path for part in historian.reader().parts[cluster]]
    first.unlink()
    for path in others:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    command = [str(Path(sys.executable).with_name("twin")), "history", "--verify", "--json"]
    run = partial(subprocess.run, env=historian.environment, capture_output=True, text=True)
    found = run(command, check=False)
    assert found.returncode == 1
    assert "--repair" in json.loads(found.stdout.splitlines()[0])["next"]
    mended = run([*command, "--repair"], check=True)
    counts = json.loads(mended.stdout.splitlines()[-1])
    assert (counts["missing"], counts["mended"]) == (1, counts["damaged"] + 1)
    run(command, check=True)
    assert _kept(historian, tag) == list(range(2 * BATCH))
