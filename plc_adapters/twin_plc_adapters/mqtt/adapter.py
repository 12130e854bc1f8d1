"""The adapter for plants behind an MQTT broker."""

from __future__ import annotations

from dataclasses import dataclass, field

from twin_plc_adapters.adapter_settings import AdapterSettings
from twin_plc_adapters.link import Heard
from twin_plc_adapters.mqtt.broker import broker_of
from twin_plc_adapters.mqtt.brokered_adapter import BrokeredAdapter
from twin_plc_adapters.mqtt.link import MqttLink
from twin_plc_adapters.mqtt.topics import Topic, Topics, read_topics
from twin_schemas.plant import Plant


@dataclass(kw_only=True)
class MqttAdapter(BrokeredAdapter):
    """Publishes what comes on the tags' topics.

    Attributes:
        topics: Which they are.
    """

    topics: Topics
    addresses: dict[str, Topic] = field(init=False)

    def __post_init__(self) -> None:
        self.addresses = dict(self.topics.tags)
        super().__post_init__()

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
