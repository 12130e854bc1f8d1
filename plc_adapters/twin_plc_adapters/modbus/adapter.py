"""The adapter for plants that speak Modbus TCP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from twin_plc_adapters.adapter_settings import AdapterSettings, BadAdapterSetting
from twin_plc_adapters.link import Heard
from twin_plc_adapters.mapped_adapter import MappedAdapter
from twin_plc_adapters.modbus.address import Address, read_address
from twin_plc_adapters.modbus.link import ModbusLink
from twin_plc_adapters.modbus.requests import Requests
from twin_plc_adapters.tag_map import read_tag_map
from twin_schemas.plant import Plant

_PORT = 502


@dataclass(kw_only=True)
class ModbusAdapter(MappedAdapter):
    """Polls registers.

    Attributes:
        host: Where the server is.
        port: Its port.
        addresses: Where each tag is; a tag without an address is told to have none.
    """

    host: str
    port: int = _PORT
    addresses: Mapping[str, Address]

    @property
    def where(self) -> str:
        """Address of the server."""
        return f"modbus://{self.host}:{self.port}"

    def link_to(self, heard: Heard) -> ModbusLink:
        return ModbusLink(
            Requests(self.host, self.port), self.addresses, self.tags, heard, self.clock
        )


def modbus_adapter(plant: Plant, settings: AdapterSettings) -> ModbusAdapter:
    """The adapter that the settings ask for.

    Raises:
        BadAdapterSetting: If a setting is missing or cannot be used.
        PlantError: If the tag map has mistakes.
    """
    url = urlsplit(settings.required_url("modbus://plc:502"))
    if url.scheme != "modbus" or not url.hostname:
        raise BadAdapterSetting(f"TWIN_ADAPTER_URL={settings.url} is not like modbus://plc:502")
    found = read_tag_map(settings.required_map(), "modbus", plant.tags, read_address)
    return ModbusAdapter(
        tags=plant.tags, addresses=found, host=url.hostname, port=url.port or _PORT
    )
