"""Where an MQTT broker is, and how it is come to."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import aiomqtt

from twin_plc_adapters.adapter_settings import AdapterSettings, BadAdapterSetting
from twin_plc_adapters.mqtt.tls import trusting

TIMEOUT_S = 4.0
_KEEPALIVE_S = 5
_PORTS = {"mqtt": 1883, "mqtts": 8883}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MqttBroker:
    """Where the broker is, and who comes.

    Attributes:
        host: Name or address.
        port: TCP port.
        tls: Whether the connection is encrypted.
        authority: File of the authority that vouches for the broker; None for the machine's.
        server_name: Name that the broker's certificate has to be for; empty for `host`.
        user: Name that the broker knows; None for none.
        password: That user's.
    """

    host: str
    port: int
    tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authority: Path | None = None
    server_name: str = ""

    @property
    def where(self) -> str:
        """Its address, for messages."""
        return f"{'mqtts' if self.tls else 'mqtt'}://{self.host}:{self.port}"

    def client(self, will: aiomqtt.Will | None = None) -> aiomqtt.Client:
        """A client that is not connected yet.

        Args:
            will: What the broker publishes when the client is gone without a word.

        Raises:
            AuthorityUnreadable: If the file of the authority is none.
        """
        return aiomqtt.Client(
            self.host,
            self.port,
            username=self.user,
            password=self.password,
            protocol=aiomqtt.ProtocolVersion.V5,
            will=will,
            timeout=TIMEOUT_S,
            keepalive=_KEEPALIVE_S,
            tls_context=trusting(self.authority, self.server_name) if self.tls else None,
            logger=log,
        )


def broker_of(settings: AdapterSettings) -> MqttBroker:
    """The broker that the settings name, once what is needed to trust it is readable.

    Raises:
        BadAdapterSetting: If a setting is missing or cannot be used.
    """
    url = urlsplit(settings.required_url("mqtt://broker:1883"))
    if url.scheme not in _PORTS or not url.hostname:
        raise BadAdapterSetting(f"TWIN_ADAPTER_URL={settings.url} is not like mqtt://broker:1883")
    broker = MqttBroker(
        url.hostname,
        url.port or _PORTS[url.scheme],
        tls=url.scheme == "mqtts",
        user=settings.user or None,
        password=settings.password(),
        authority=settings.authority,
        server_name=settings.server_name,
    )
    _check(broker)
    return broker


def _check(broker: MqttBroker) -> None:
    """Reads what is needed to trust the broker, before anything connects."""
    if broker.tls:
        trusting(broker.authority, broker.server_name)
    elif broker.authority or broker.server_name:
        raise BadAdapterSetting(
            "TWIN_ADAPTER_CA_FILE and TWIN_ADAPTER_SERVER_NAME are for an encrypted connection: "
            f"set TWIN_ADAPTER_URL=mqtts://{broker.host}"
        )
