"""Makes the machine ready to run the embedded broker: jars, Java, ahead-of-time cache."""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from twin_ops.kafka.broker import Broker
from twin_ops.kafka.fetch import fetch, lock_digest, missing
from twin_ops.kafka.java import java_launcher, java_version
from twin_ops.kafka.lock import locked_jars
from twin_ops.kafka.probe import broker_answers
from twin_ops.ports import free_port
from twin_ops.settings import Settings

_TRAINING_SECONDS = 60.0


def prepare_kafka(settings: Settings, console: Console) -> Broker:
    """The broker of this instance, with all that it needs in the cache.

    Raises:
        JarUnavailable: If a jar cannot be downloaded.
        JarCorrupt: If a download is not what the lock file names.
        JavaUnusable: If the Java that the user named cannot run Kafka.
    """
    jars = locked_jars()
    folder = settings.cache / "kafka" / lock_digest(jars)
    if wanting := missing(jars, folder):
        columns = (TextColumn("Kafka's jars"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("jars", total=sum(jar.size for jar in wanting))
            fetch(wanting, folder, progress=lambda count: progress.advance(task, count))
    java = java_launcher(settings.java)
    broker = Broker(
        java=java,
        jars=folder,
        data=settings.home / "kafka",
        logs=settings.logs,
        port=settings.kafka_port,
        controller_port=settings.controller_port,
        aot_cache=folder / f"java-{java_version(java)}.aot",
    )
    if not broker.aot_cache.exists() and java_version(java) >= 25:
        with console.status("Making Java's ahead-of-time cache (once, a few seconds)"):
            train(broker)
    return broker


def train(broker: Broker) -> None:
    """Runs the broker once in a throw-away folder so that Java writes its cache.

    A cache that cannot be made costs a second at each start and nothing else, so a failure is
    not an error.
    """
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = Broker(
            java=broker.java,
            jars=broker.jars,
            data=Path(folder),
            logs=Path(folder),
            port=free_port(),
            controller_port=free_port(),
            aot_cache=broker.aot_cache,
        )
        rehearsal.configure()
        process = subprocess.Popen(  # noqa: S603 - our own command line
            rehearsal.command(train=True), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            asyncio.run(until_ready(rehearsal.port, lambda: process.poll() is None))
        finally:
            process.terminate()
            process.wait(_TRAINING_SECONDS)


async def until_ready(port: int, alive: Callable[[], bool]) -> None:
    """Returns when the broker on this port serves, or when its process has ended."""
    async with asyncio.timeout(_TRAINING_SECONDS):
        while alive() and not await broker_answers(f"127.0.0.1:{port}"):  # noqa: ASYNC110
            await asyncio.sleep(0.2)  # the broker has no event for "ready" that a client sees
