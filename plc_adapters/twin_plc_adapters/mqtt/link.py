"""One connection to an MQTT broker, behind which is a plant."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from twin_bus.clock import Clock
from twin_plc_adapters.link import Heard, WriteRefused
from twin_plc_adapters.mqtt.broker import MqttBroker
from twin_plc_adapters.mqtt.confirmations import CONFIRM_S, Confirmations
from twin_plc_adapters.mqtt.connection import MqttConnection
from twin_plc_adapters.mqtt.payload import reading_in
from twin_plc_adapters.mqtt.topics import Topics
from twin_plc_adapters.reading import Reading

_OFFLINE = "the plant's side has left the broker (its last will)"


class MqttLink:
    """Subscribes to the tags' topics.

    Args:
        broker: Where to.
        topics: Where the tags are.
        heard: Takes every value.
        clock: Our own clock, for messages that tell no time.
        confirm_s: How long the plant may take to publish what was written.
    """

    def __init__(
        self,
        broker: MqttBroker,
        topics: Topics,
        heard: Heard,
        clock: Clock,
        confirm_s: float = CONFIRM_S,
    ) -> None:
        self._connection = MqttConnection(broker.client(), self._take)
        self._topics = topics
        self._heard = heard
        self._clock = clock
        self._by_name = topics.by_name()
        self._latest: dict[str, Reading] = {}
        self._offline = False
        self._confirmations = Confirmations(confirm_s)

    async def open(self) -> None:
        """Connects and subscribes.

        Raises:
            aiomqtt.MqttError: If the broker does not answer, or does not let us in.
            SubscriptionRefused: If it does not let us read a topic.
        """
        await self._connection.open([*filter(None, [self._topics.status]), *self._by_name])

    def _take(self, name: str, payload: bytes, retained: bool) -> None:
        if name == self._topics.status:
            self._look_at_status(payload)
        for tag in self._by_name.get(name, ()):
            reading = reading_in(payload, self._topics.tags[tag].path, retained=retained)
            self._tell(tag, reading)
            if not retained:
                self._confirmations.take(tag, reading)

    def _look_at_status(self, payload: bytes) -> None:
        was, self._offline = self._offline, payload.decode(errors="replace") != self._topics.online
        if self._offline and not was:
            for tag in self._topics.tags:
                self._tell(tag, self._latest.get(tag, Reading(math.nan)))

    def _tell(self, tag: str, reading: Reading) -> None:
        now = self._clock.now_ns()
        taken = now if reading.source_ns is None else reading.source_ns
        self._latest[tag] = replace(reading, source_ns=taken, server_ns=taken)
        self._heard(tag, self._as_told(self._latest[tag]))

    def _as_told(self, reading: Reading) -> Reading:
        if not self._offline:
            return reading
        return replace(reading, value=math.nan, quality="bad", reason=_OFFLINE)

    async def check(self) -> int:
        """Nothing to ask: the client keeps the connection alive, and `lost` tells its end."""
        return 0

    async def lost(self) -> None:
        """Returns when the broker is gone."""
        await self._connection.lost()

    async def read(self, tags: Sequence[str]) -> Mapping[str, Reading]:
        """What came last: a broker cannot be asked for more."""
        return {tag: self._as_told(self._latest[tag]) for tag in tags if tag in self._latest}

    async def subscribe_anew(self, tags: Sequence[str]) -> None:
        """Asks the broker for these topics once more.

        Raises:
            aiomqtt.MqttError: If it does not answer.
        """
        names = {self._topics.tags[tag].name for tag in tags}
        await self._connection.subscribe(names)

    async def write(self, tag: str, value: float, within_s: float) -> None:
        """Publishes once, not retained, and waits until the plant publishes the same value.

        That the broker has a message does not tell that the plant has it. The broker throws it
        away when its time is over.

        Raises:
            WriteRefused: If the tag map has no topic for it.
            WriteUnconfirmed: If the plant has not published the value in time.
            aiomqtt.MqttError: If the broker does not take it.
        """
        topic = self._topics.tags[tag]
        if not topic.write:
            raise WriteRefused(f"the tag map gives {tag} no topic to write to")
        payload = json.dumps({"value": value} if topic.as_json else value)
        sending = self._connection.publish(topic.write, payload, within_s=within_s)
        missing = f"the broker has {tag} = {value:g}, and the plant has not published it in time"
        await self._confirmations.sent(tag, value, sending, within_s, missing)

    async def close(self) -> None:
        """Disconnects; a connection that is dead already is no error."""
        await self._connection.close()
