"""Configuration, storage and command line of the embedded broker."""

from __future__ import annotations

import subprocess
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from twin_bus.errors import TwinError
from twin_bus.kafka import KafkaConnection
from twin_ops.kafka.security import BrokerSecurity
from twin_ops.secret_file import write_secret

# The first compiler only: the second takes 5 s of CPU at a start, and saves a broker with this load
# nothing: a message takes less with the first, at 3,000 and at 150,000 a second.
_JAVA = ("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_LOG_CONFIG = Path(__file__).with_name("log4j2.yaml")


class StorageNotFormatted(TwinError):
    """Kafka's storage tool refused the data folder."""


@dataclass(frozen=True)
class Broker:
    """One KRaft node that is broker and controller.

    Attributes:
        java: Java launcher.
        jars: Folder with the verified jars.
        data: Folder for the log segments and the configuration.
        logs: Folder for the broker's own log.
        port: Listener for clients, loopback only.
        controller_port: Listener for KRaft, loopback only.
        aot_cache: Ahead-of-time cache to start with; ignored if the file is absent.
        host: Address that clients connect to.
        security: Who may speak with it; None lets everybody in, for tests and measurements.
    """

    java: Path
    jars: Path
    data: Path
    logs: Path
    port: int
    controller_port: int
    aot_cache: Path
    host: str = "127.0.0.1"
    security: BrokerSecurity | None = None

    @property
    def connection(self) -> KafkaConnection:
        """How its administrator connects; anybody, where it lets everybody in."""
        if self.security is not None:
            return self.security.connection()
        return KafkaConnection(f"127.0.0.1:{self.port}")

    @property
    def configuration(self) -> Path:
        """The properties file."""
        return self.data / "server.properties"

    def configure(self) -> None:
        """Writes the configuration, and formats the storage the first time.

        Raises:
            StorageNotFormatted: If Kafka's storage tool refuses.
        """
        self.data.mkdir(parents=True, exist_ok=True)
        self.logs.mkdir(parents=True, exist_ok=True)
        write_secret(self.configuration, self._properties())
        if not (self.data / "log" / "meta.properties").exists():
            self._format()

    def _properties(self) -> str:
        settings = {
            "process.roles": "broker,controller",
            "node.id": "1",
            **self._listeners(),
            "controller.listener.names": "CONTROLLER",
            "controller.quorum.voters": f"1@127.0.0.1:{self.controller_port}",
            "log.dirs": str(self.data / "log"),
            "auto.create.topics.enable": "false",
            "num.partitions": "1",
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "4",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "transaction.state.log.num.partitions": "4",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
            "group.initial.rebalance.delay.ms": "0",
            "log.retention.hours": "168",
            "log.segment.bytes": str(64 * 1024 * 1024),
            "num.network.threads": "2",
            "num.io.threads": "4",
            "background.threads": "2",
            "log.cleaner.dedupe.buffer.size": str(16 * 1024 * 1024),
        }
        return "".join(f"{key}={value}\n" for key, value in settings.items())

    def _listeners(self) -> dict[str, str]:
        security = self.security
        clients = {"CLIENTS": f"{self.host}:{self.port}"}
        if security is not None:
            clients["ADMIN"] = f"127.0.0.1:{security.admin_port}"
        listeners = clients | {"CONTROLLER": f"127.0.0.1:{self.controller_port}"}
        protocol = security.protocol if security else "PLAINTEXT"
        return {
            "listeners": _joined(f"{name}://{place}" for name, place in listeners.items()),
            "advertised.listeners": _joined(f"{name}://{place}" for name, place in clients.items()),
            "listener.security.protocol.map": _joined(f"{name}:{protocol}" for name in listeners),
            **(security.properties() if security else {"inter.broker.listener.name": "CLIENTS"}),
        }

    def _format(self) -> None:
        cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        # one word: an id may begin with a dash, which would be read as the next option
        tool = ["kafka.tools.StorageTool", "format", f"--cluster-id={cluster}"]
        run = subprocess.run(  # noqa: S603 - our own command line
            [*self._java(*self._cached()), *tool, "-c", str(self.configuration)],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise StorageNotFormatted(
                f"Kafka cannot format {self.data / 'log'}: {(run.stderr or run.stdout).strip()}"
            )

    def _java(self, *options: str) -> list[str]:
        # The order is fixed because the ahead-of-time cache is valid for one class path only.
        class_path = ":".join(str(jar) for jar in sorted(self.jars.glob("*.jar")))
        return [str(self.java), *_JAVA, *options, "-cp", class_path]

    def _cached(self) -> list[str]:
        return [f"-XX:AOTCache={self.aot_cache}"] if self.aot_cache.exists() else []

    def command(self, *, train: bool = False) -> list[str]:
        """Command line of the broker.

        Args:
            train: Have Java write the ahead-of-time cache when the broker stops.
        """
        options = [
            "-Xms128m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            f"-Dkafka.logs.dir={self.logs}",
            f"-Dlog4j2.configurationFile={_LOG_CONFIG}",
        ]
        cache = [f"-XX:AOTCacheOutput={self.aot_cache}"] if train else self._cached()
        return [*self._java(*options, *cache), "kafka.Kafka", str(self.configuration)]


def _joined(parts: Iterable[str]) -> str:
    return ",".join(parts)
