"""Makes the machine ready to run the embedded broker: jars, Java, ahead-of-time cache."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from twin_ops.kafka.broker import Broker
from twin_ops.kafka.credentials import broker_security
from twin_ops.kafka.fetch import fetch, lock_digest, missing
from twin_ops.kafka.java import java_launcher, java_version
from twin_ops.kafka.lock import locked_jars
from twin_ops.kafka.throwaway import throwaway_broker
from twin_ops.settings import Settings


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


def secured_kafka(settings: Settings, console: Console) -> Broker:
    """The same, with the passwords of everybody who comes to it."""
    broker = prepare_kafka(settings, console)
    return replace(broker, host=settings.host, security=broker_security(settings))


def train(broker: Broker) -> None:
    """Runs the broker once in a throw-away folder so that Java writes its cache.

    A cache that cannot be made costs a second at each start and nothing else, so a failure is
    not an error.
    """
    with throwaway_broker(broker, train=True):
        """Java writes the cache when the broker stops."""
