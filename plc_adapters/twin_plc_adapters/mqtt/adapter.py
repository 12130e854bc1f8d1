"""The adapter for plants behind an MQTT broker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlsplit

import aiomqtt

from twin_bus.errors import TwinError
from twin_plc_adapters.adapter_settings import AdapterSettings, BadAdapterSetting
from twin_plc_adapters.link import Heard
from twin_plc_adapters.mapped_adapter import MappedAdapter
from twin_plc_adapters.mqtt.link import CONFIRM_S, MqttBroker, MqttLink
from twin_plc_adapters.mqtt.tls import trusting
from twin_plc_adapters.mqtt.topics import Topic, Topics, read_topics
from twin_schemas.plant import Plant

_PORTS = {"mqtt": 1883, "mqtts": 8883}


@dataclass(kw_only=True)
class MqttAdapter(MappedAdapter):
    """Publishes what comes on the tags' topics.

    Attributes:
        broker: Where they are.
        topics: Which they are.
        confirm_s: How long the plant may take to publish what was written.
    """

    link_errors: ClassVar[tuple[type[Exception], ...]] = (
        OSError,
        TimeoutError,
        aiomqtt.MqttError,
        TwinError,
    )

    broker: MqttBroker
    topics: Topics
    confirm_s: float = CONFIRM_S
    addresses: dict[str, Topic] = field(init=False)

    def __post_init__(self) -> None:
        self.addresses = dict(self.topics.tags)
        super().__post_init__()

    @property
    def where(self) -> str:
        """Address of the broker."""
        scheme = "mqtts" if self.broker.tls else "mqtt"
        return f"{scheme}://{self.broker.host}:{self.broker.port}"

    def explain(self, error: Exception) -> str:
        return str(error) if isinstance(error, aiomqtt.MqttError) else super().explain(error)

    def link_to(self, heard: Heard) -> MqttLink:
        return MqttLink(self.broker, self.topics, heard, self.clock, self.confirm_s)


def _check(broker: MqttBroker) -> None:
    """Reads what is needed to trust the broker, before anything connects."""
    if broker.tls:
        trusting(broker.authority, broker.server_name)
    elif broker.authority or broker.server_name:
        raise BadAdapterSetting(
            "TWIN_ADAPTER_CA_FILE and TWIN_ADAPTER_SERVER_NAME are for an encrypted connection: "
            f"set TWIN_ADAPTER_URL=mqtts://{broker.host}"
        )


def mqtt_adapter(plant: Plant, settings: AdapterSettings) -> MqttAdapter:
    """The adapter that the settings ask for.

    Raises:
        BadAdapterSetting: If a setting is missing or cannot be used.
        PlantError: If the tag map has mistakes.
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
    topics = read_topics(settings.required_map(), plant.tags)
    return MqttAdapter(tags=plant.tags, broker=broker, topics=topics)
