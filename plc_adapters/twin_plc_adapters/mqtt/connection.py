"""One connection to an MQTT broker: topics that are followed, messages that are published."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from twin_bus.errors import TwinError

_QOS = 1
_REFUSED = 0x80
log = logging.getLogger(__name__)
Take = Callable[[str, bytes, bool], None]
"""Takes a message: its topic, its payload, whether the broker has kept it."""


class SubscriptionRefused(TwinError):
    """The broker does not let the adapter read a topic."""


class MqttConnection:
    """Used once: opened, followed until it is lost, closed.

    Args:
        client: Not connected yet.
        take: Takes every message, in the order of the broker.
    """

    def __init__(self, client: aiomqtt.Client, take: Take) -> None:
        self._client = client
        self._take = take
        self._reader: asyncio.Task[None] | None = None
        self._lost = asyncio.Event()

    async def open(self, topics: Iterable[str]) -> None:
        """Connects and subscribes.

        Raises:
            aiomqtt.MqttError: If the broker does not answer, or does not let us in.
            SubscriptionRefused: If it does not let us read a topic.
        """
        await self._client.__aenter__()
        self._reader = asyncio.create_task(self._follow())
        names = list(topics)
        for name, answer in zip(names, await self.subscribe(names), strict=True):
            if int(getattr(answer, "value", _REFUSED)) >= _REFUSED:
                raise SubscriptionRefused(f"the broker does not let us read {name}: {answer}")

    async def subscribe(self, topics: Iterable[str]) -> list[object]:
        """Asks for topics, also for such as are subscribed to already; the broker's answers.

        Raises:
            aiomqtt.MqttError: If it does not answer.
        """
        asked = [(name, SubscribeOptions(qos=_QOS)) for name in topics]
        return [*await self._client.subscribe(asked)]

    async def publish(
        self,
        topic: str,
        payload: str | bytes,
        *,
        qos: int = _QOS,
        retain: bool = False,
        within_s: float | None = None,
    ) -> None:
        """Publishes once.

        Args:
            topic: Where.
            payload: What.
            qos: MQTT's quality of service.
            retain: Whether the broker keeps it.
            within_s: After so many seconds the broker throws it away; None for never.

        Raises:
            aiomqtt.MqttError: If the broker does not take it.
        """
        properties = None
        if within_s is not None:
            properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
            properties.MessageExpiryInterval = max(1, min(int(within_s), 2**31))
        await self._client.publish(topic, payload, qos, retain, properties)

    async def _follow(self) -> None:
        try:
            async for message in self._client.messages:
                self._take(str(message.topic), _bytes(message.payload), message.retain)
        except aiomqtt.MqttError as error:
            log.info("the broker is gone: %s", error)
        finally:
            self._lost.set()

    @property
    def is_up(self) -> bool:
        """Whether it is open and not lost."""
        return self._reader is not None and not self._lost.is_set()

    async def lost(self) -> None:
        """Returns when the broker is gone."""
        await self._lost.wait()

    async def close(self) -> None:
        """Disconnects; a connection that is dead already is no error."""
        if self._reader is None:
            return
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)
        with suppress(aiomqtt.MqttError):
            await self._client.__aexit__(None, None, None)


def _bytes(payload: object) -> bytes:
    return payload if isinstance(payload, bytes) else str(payload).encode()
