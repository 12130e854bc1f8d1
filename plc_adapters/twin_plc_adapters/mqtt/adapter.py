"""The adapter for plants behind an MQTT broker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import aiomqtt

from twin_bus.errors import TwinError
from twin_plc_adapters.adapter_settings import AdapterSettings
from twin_plc_adapters.link import Heard
from twin_plc_adapters.mapped_adapter import MappedAdapter
from twin_plc_adapters.mqtt.broker import MqttBroker, broker_of
from twin_plc_adapters.mqtt.link import CONFIRM_S, MqttLink
from twin_plc_adapters.mqtt.topics import Topic, Topics, read_topics
from twin_schemas.plant import Plant


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
        return self.broker.where

    def explain(self, error: Exception) -> str:
        return str(error) if isinstance(error, aiomqtt.MqttError) else super().explain(error)

    def link_to(self, heard: Heard) -> MqttLink:
        return MqttLink(self.broker, self.topics, heard, self.clock, self.confirm_s)


def mqtt_adapter(plant: Plant, settings: AdapterSettings) -> MqttAdapter:
    """The adapter that the settings ask for.

    Raises:
        BadAdapterSetting: If a setting is missing or cannot be used.
        PlantError: If the tag map has mistakes.
    """
    broker = broker_of(settings)
    topics = read_topics(settings.required_map(), plant.tags)
    return MqttAdapter(tags=plant.tags, broker=broker, topics=topics)
