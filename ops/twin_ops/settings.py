"""Where an instance lives and which ports it has, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from twin_agents.exchange.oidc.configuration import BadConfiguration, OidcConfiguration
from twin_bus.errors import TwinError
from twin_ops.settings_adapter import adapter_settings
from twin_ops.settings_history import HistorySettings, history_settings
from twin_ops.settings_oidc import oidc_configuration
from twin_ops.settings_opcua import OpcUaSettings, opcua_settings
from twin_plc_adapters.adapter_settings import AdapterSettings

_DEFAULT_PORT_BASE = 9200
_PORTS = 40
_OUTBOX_MIB = 1_024
_PREDICTION_S = 8
LOOPBACK = "127.0.0.1"
_YES, _NO = {"1", "on", "yes", "true"}, {"", "0", "off", "no", "false"}


class BadSetting(TwinError):
    """An environment variable has a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """One instance of the twin.

    Attributes:
        home: State, logs and secrets of the instance.
        cache: Files that instances share: Kafka's jars and its ahead-of-time cache.
        port_base: First of the instance's ports.
        host: Name or address by which clients reach the exchange, the registry and Kafka.
        tls: Whether all of them, and the health pages, are encrypted.
        external_kafka: Bootstrap servers of a cluster to use; empty for the embedded one.
        kafka_credentials: Passwords by principal, for a cluster that asks for them.
        kafka_authority: PEM file of the authority that signed the certificate of such a cluster.
        external_registry: Address of a registry to use; empty for the embedded one.
        java: Java launcher to use; empty for the one that pip installed.
        plant_file: Plant description; None for the shipped one.
        opcua_url: OPC UA server of the plant; empty for the emulated plant.
        opcua_access: Security and user for it.
        adapter: Which adapter is between plant and bus, and where its plant is.
        oidc: Identity provider for log-ins; None for passwords only.
        outbox_mib: Most MiB of measurements that wait on disk while Kafka is away.
        prediction_s: How long a setpoint waits for the model's prediction; 0 asks for none.
        history: How much of the history stays.
        opcua_server: Whether the twin's values are offered by an OPC UA server.
    """

    home: Path
    cache: Path
    port_base: int = _DEFAULT_PORT_BASE
    host: str = LOOPBACK
    tls: bool = False
    external_kafka: str = ""
    kafka_credentials: Path | None = None
    kafka_authority: Path | None = None
    external_registry: str = ""
    java: str = ""
    plant_file: Path | None = None
    opcua_url: str = ""
    opcua_access: OpcUaSettings = field(default_factory=OpcUaSettings)
    adapter: AdapterSettings = field(default_factory=AdapterSettings)
    oidc: OidcConfiguration | None = None
    outbox_mib: int = _OUTBOX_MIB
    prediction_s: int = _PREDICTION_S
    history: HistorySettings = field(default_factory=HistorySettings)
    opcua_server: bool = False

    @property
    def exchange_port(self) -> int:
        """HTTP, WebSocket and the screen."""
        return self.port_base

    @property
    def kafka_port(self) -> int:
        """Embedded broker."""
        return self.port_base + 1

    @property
    def controller_port(self) -> int:
        """Embedded broker's KRaft controller."""
        return self.port_base + 2

    @property
    def registry_port(self) -> int:
        """Embedded schema registry."""
        return self.port_base + 3

    @property
    def opcua_port(self) -> int:
        """Emulated plant's OPC UA server."""
        return self.port_base + 4

    @property
    def kafka_admin_port(self) -> int:
        """Embedded broker, for its administrator."""
        return self.port_base + 5

    @property
    def opcua_server_port(self) -> int:
        """OPC UA server of the twin's own values."""
        return self.port_base + 6

    def health_port(self, position: int) -> int:
        """Health and metrics of the n-th process."""
        return self.port_base + 10 + position

    @property
    def kafka(self) -> str:
        """Bootstrap servers."""
        return self.external_kafka or f"{self.host}:{self.kafka_port}"

    @property
    def kafka_ca(self) -> Path | None:
        """Authority of the broker's certificate; None without TLS."""
        return self.kafka_authority if self.external_kafka else self.authority

    @property
    def registry_url(self) -> str:
        """Schema registry's address."""
        return self.external_registry or f"{self._scheme}://{self.host}:{self.registry_port}"

    @property
    def registry_ca(self) -> Path | None:
        """Authority of the embedded registry's certificate; None without TLS."""
        return None if self.external_registry else self.authority

    @property
    def opcua(self) -> str:
        """Plant's OPC UA endpoint."""
        return self.opcua_url or f"opc.tcp://127.0.0.1:{self.opcua_port}/twinbus/plant"

    @property
    def opcua_server_url(self) -> str:
        """Endpoint of the twin's own values."""
        return f"opc.tcp://{self.host}:{self.opcua_server_port}/twinbus/twin"

    @property
    def is_emulated(self) -> bool:
        """Whether the plant is the emulated one, a process of this instance."""
        return self.adapter.name == "opcua" and not self.opcua_url

    @property
    def exchange_url(self) -> str:
        """Address of the exchange and of the screen."""
        return f"{self._scheme}://{self.host}:{self.exchange_port}"

    def health_url(self, position: int) -> str:
        """Address of a process's health and metrics, on loopback."""
        return f"{self._scheme}://{LOOPBACK}:{self.health_port(position)}"

    @property
    def _scheme(self) -> str:
        return "https" if self.tls else "http"

    @property
    def certificates(self) -> Path:
        """Folder of the certificates."""
        return self.home / "certs"

    @property
    def authority(self) -> Path | None:
        """Certificate that this instance's clients must trust; None without TLS."""
        return self.certificates / "ca.pem" if self.tls else None

    @property
    def identity(self) -> Path | None:
        """Key and certificate of this instance's servers; None without TLS."""
        return self.certificates / "server.pem" if self.tls else None

    @property
    def logs(self) -> Path:
        """Folder with one log file per process."""
        return self.home / "logs"

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this instance has beside the environment of who starts it."""
        # Threads that wait for each other over small matrices take several times as long as one.
        return {"TWIN_HOME": str(self.home), "OPENBLAS_NUM_THREADS": "1"}

    def outbox_of(self, agent: str) -> Path:
        """Folder in which an agent's records wait while Kafka is away."""
        return self.home / "outbox" / agent

    @property
    def history_folder(self) -> Path:
        """Folder of the history's files."""
        return self.home / "history"

    @property
    def branches(self) -> Path:
        """Folder of the what-ifs that are kept under a name."""
        return self.home / "branches"

    @property
    def secrets(self) -> Path:
        """Folder that only the user can read."""
        return self.home / "secrets"


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process.

    Args:
        environment: `TWIN_HOME`, `TWIN_CACHE`, `TWIN_PORT_BASE`, `TWIN_HOST`, `TWIN_TLS`,
            `TWIN_KAFKA`, `TWIN_KAFKA_CREDENTIALS`, `TWIN_KAFKA_CA`, `TWIN_REGISTRY`, `TWIN_JAVA`,
            `TWIN_PLANT`, `TWIN_OUTBOX_MIB`, `TWIN_PREDICTION_S`, `TWIN_HISTORY_DAYS`,
            `TWIN_HISTORY_GIB`, `TWIN_HISTORY_THINNED`, `TWIN_HISTORY_STORE`, `TWIN_OPCUA_SERVER`,
            `TWIN_OPCUA`, `TWIN_ADAPTER` and `TWIN_OIDC_ISSUER` with what belongs to them; all
            optional.

    Raises:
        BadSetting: If a value cannot be used.
    """
    state = Path(environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    cache = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    tls = _switch(environment, "TWIN_TLS")
    settings = Settings(
        home=Path(environment.get("TWIN_HOME") or state / "twinbus").absolute(),
        cache=Path(environment.get("TWIN_CACHE") or cache / "twinbus").absolute(),
        port_base=_port_base(environment.get("TWIN_PORT_BASE", "")),
        host=_host(environment.get("TWIN_HOST", ""), tls=tls),
        tls=tls,
        external_kafka=environment.get("TWIN_KAFKA", ""),
        kafka_credentials=_file(environment, "TWIN_KAFKA_CREDENTIALS"),
        kafka_authority=_file(environment, "TWIN_KAFKA_CA"),
        external_registry=environment.get("TWIN_REGISTRY", ""),
        java=environment.get("TWIN_JAVA", ""),
        plant_file=_file(environment, "TWIN_PLANT"),
        opcua_url=environment.get("TWIN_OPCUA", ""),
        opcua_access=_opcua(environment),
        adapter=_adapter(environment),
        outbox_mib=_whole(environment, "TWIN_OUTBOX_MIB", "MiB", 1, _OUTBOX_MIB),
        prediction_s=_whole(environment, "TWIN_PREDICTION_S", "seconds", 0, _PREDICTION_S),
        history=_history(environment),
        opcua_server=_switch(environment, "TWIN_OPCUA_SERVER"),
    )
    return replace(settings, oidc=_oidc(environment, settings.exchange_url))


def _opcua(environment: Mapping[str, str]) -> OpcUaSettings:
    try:
        return opcua_settings(environment)
    except ValueError as error:
        raise BadSetting(str(error)) from error


def _history(environment: Mapping[str, str]) -> HistorySettings:
    try:
        return history_settings(environment)
    except ValueError as error:
        raise BadSetting(str(error)) from error


def _adapter(environment: Mapping[str, str]) -> AdapterSettings:
    try:
        return adapter_settings(environment, loop=_switch(environment, "TWIN_REPLAY_LOOP"))
    except ValueError as error:
        raise BadSetting(str(error)) from error


def _oidc(environment: Mapping[str, str], exchange_url: str) -> OidcConfiguration | None:
    try:
        return oidc_configuration(environment, exchange_url)
    except BadConfiguration as error:
        raise BadSetting(f"identity provider: {error}") from error


def _switch(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name, "").lower()
    if text not in _YES | _NO:
        raise BadSetting(f"{name}={text!r} is neither on nor off")
    return text in _YES


def _host(text: str, *, tls: bool) -> str:
    """Where the servers are; beyond loopback only with TLS, for passwords go over the wire."""
    host = text or LOOPBACK
    if host in {"0.0.0.0", "::", "*"}:  # noqa: S104 - it is refused
        raise BadSetting(
            f"TWIN_HOST={host} is no address that clients can use; give this machine's name or "
            "one of its addresses"
        )
    if host not in {LOOPBACK, "localhost"} and not tls:
        raise BadSetting(
            f"TWIN_HOST={host} is beyond this machine, and TWIN_TLS is off; set TWIN_TLS=on"
        )
    return host


def _file(environment: Mapping[str, str], name: str) -> Path | None:
    return Path(value).absolute() if (value := environment.get(name)) else None


def _whole(environment: Mapping[str, str], name: str, unit: str, least: int, default: int) -> int:
    text = environment.get(name, "")
    if text and (not text.isdecimal() or int(text) < least):
        raise BadSetting(f"{name}={text!r} is no whole number of {unit} from {least} on")
    return int(text or default)


def _port_base(text: str) -> int:
    highest = 65_535 - _PORTS
    try:
        base = int(text or _DEFAULT_PORT_BASE)
    except ValueError:
        base = 0
    if not 1_024 <= base <= highest:
        raise BadSetting(
            f"TWIN_PORT_BASE={text!r} is no port; choose a whole number from 1024 to {highest}"
        )
    return base
