"""The adapter for edge nodes that speak Sparkplug B."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from twin_plc_adapters.adapter_settings import AdapterSettings
from twin_plc_adapters.link import Heard
from twin_plc_adapters.mqtt.broker import broker_of
from twin_plc_adapters.mqtt.brokered_adapter import BrokeredAdapter
from twin_plc_adapters.sparkplug.link import SparkplugLink
from twin_plc_adapters.sparkplug.place import Place, Places, read_places
from twin_schemas.plant import Plant


@dataclass(kw_only=True)
class SparkplugAdapter(BrokeredAdapter):
    """Publishes what edge nodes and their devices tell.

    Attributes:
        places: Which metrics the tags are.
    """

    places: Places
    addresses: Mapping[str, Place] = field(init=False)

    def __post_init__(self) -> None:
        self.addresses = self.places.tags
        super().__post_init__()

    def link_to(self, heard: Heard) -> SparkplugLink:
        return SparkplugLink(self.broker, self.places, self.tags, heard, self.clock, self.confirm_s)


def sparkplug_adapter(plant: Plant, settings: AdapterSettings) -> SparkplugAdapter:
    """The adapter that the settings ask for.

    Two host applications must not have the same name, so it is the plant's where the tag map gives
    none.

    Raises:
        BadAdapterSetting: If a setting is missing or cannot be used.
        PlantError: If the tag map has mistakes.
    """
    broker = broker_of(settings)
    host = f"twinbus-{re.sub('[+#/]', '-', plant.name)}"
    places = read_places(settings.required_map(), plant.tags, host)
    return SparkplugAdapter(tags=plant.tags, broker=broker, places=places)
