"""An adapter whose plant is behind an MQTT broker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import aiomqtt

from twin_bus.errors import TwinError
from twin_plc_adapters.mapped_adapter import MappedAdapter
from twin_plc_adapters.mqtt.broker import MqttBroker
from twin_plc_adapters.mqtt.confirmations import CONFIRM_S


@dataclass(kw_only=True)
class BrokeredAdapter(MappedAdapter):
    """Publishes what comes by a broker.

    Attributes:
        broker: Where the plant is.
        confirm_s: How long the plant may take to report what was written.
    """

    link_errors: ClassVar[tuple[type[Exception], ...]] = (
        OSError,
        TimeoutError,
        aiomqtt.MqttError,
        TwinError,
    )

    broker: MqttBroker
    confirm_s: float = CONFIRM_S

    @property
    def where(self) -> str:
        """Address of the broker."""
        return self.broker.where

    def explain(self, error: Exception) -> str:
        return str(error) if isinstance(error, aiomqtt.MqttError) else super().explain(error)
