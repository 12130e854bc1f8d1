"""One connection to an MQTT broker, behind which is a plant."""

from __future__ import annotations

import asyncio
import json
import logging
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from twin_bus.clock import Clock
from twin_bus.errors import TwinError
from twin_plc_adapters.link import Heard, WriteRefused, WriteUnconfirmed
from twin_plc_adapters.mqtt.payload import reading_in
from twin_plc_adapters.mqtt.tls import trusting
from twin_plc_adapters.mqtt.topics import Topics
from twin_plc_adapters.reading import Reading

TIMEOUT_S = 4.0
CONFIRM_S = 5.0
_KEEPALIVE_S = 5
_QOS = 1
_REFUSED = 0x80
_OFFLINE = "the plant's side has left the broker (its last will)"
log = logging.getLogger(__name__)


class SubscriptionRefused(TwinError):
    """The broker does not let the adapter read a topic."""


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

    def client(self) -> aiomqtt.Client:
        """A client that is not connected yet.

        Raises:
            AuthorityUnreadable: If the file of the authority is none.
        """
        return aiomqtt.Client(
            self.host,
            self.port,
            username=self.user,
            password=self.password,
            protocol=aiomqtt.ProtocolVersion.V5,
            timeout=TIMEOUT_S,
            keepalive=_KEEPALIVE_S,
            tls_context=trusting(self.authority, self.server_name) if self.tls else None,
            logger=log,
        )


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
        self._client = broker.client()
        self._topics = topics
        self._heard = heard
        self._clock = clock
        self._confirm_s = confirm_s
        self._by_name = topics.by_name()
        self._latest: dict[str, Reading] = {}
        self._offline = False
        self._awaited: dict[str, tuple[float, asyncio.Event]] = {}
        self._reader: asyncio.Task[None] | None = None
        self._lost = asyncio.Event()

    async def open(self) -> None:
        """Connects and subscribes.

        Raises:
            aiomqtt.MqttError: If the broker does not answer, or does not let us in.
            SubscriptionRefused: If it does not let us read a topic.
        """
        await self._client.__aenter__()
        self._reader = asyncio.create_task(self._follow())
        names = [*filter(None, [self._topics.status]), *self._by_name]
        answers = await self._client.subscribe([(n, SubscribeOptions(qos=_QOS)) for n in names])
        for name, answer in zip(names, answers, strict=True):
            if int(getattr(answer, "value", _REFUSED)) >= _REFUSED:
                raise SubscriptionRefused(f"the broker does not let us read {name}: {answer}")

    async def _follow(self) -> None:
        try:
            async for message in self._client.messages:
                self._take(str(message.topic), _bytes(message.payload), retained=message.retain)
        except aiomqtt.MqttError as error:
            log.info("the broker is gone: %s", error)
        finally:
            self._lost.set()

    def _take(self, name: str, payload: bytes, *, retained: bool) -> None:
        if name == self._topics.status:
            self._look_at_status(payload)
        for tag in self._by_name.get(name, ()):
            reading = reading_in(payload, self._topics.tags[tag].path, retained=retained)
            self._tell(tag, reading)
            if not retained:
                self._confirm(tag, reading)

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

    def _confirm(self, tag: str, reading: Reading) -> None:
        if tag in self._awaited and reading.quality == "good":
            value, event = self._awaited[tag]
            if math.isclose(reading.value, value, rel_tol=1e-6, abs_tol=1e-9):
                event.set()

    async def check(self) -> int:
        """Nothing to ask: the client keeps the connection alive, and `lost` tells its end."""
        return 0

    async def lost(self) -> None:
        """Returns when the broker is gone."""
        await self._lost.wait()

    async def read(self, tags: Sequence[str]) -> Mapping[str, Reading]:
        """What came last: a broker cannot be asked for more."""
        return {tag: self._as_told(self._latest[tag]) for tag in tags if tag in self._latest}

    async def subscribe_anew(self, tags: Sequence[str]) -> None:
        """Asks the broker for these topics once more.

        Raises:
            aiomqtt.MqttError: If it does not answer.
        """
        names = {self._topics.tags[tag].name for tag in tags}
        await self._client.subscribe([(n, SubscribeOptions(qos=_QOS)) for n in names])

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
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.MessageExpiryInterval = max(1, min(int(within_s), 2**31))
        payload = json.dumps({"value": value} if topic.as_json else value)
        event = asyncio.Event()
        self._awaited[tag] = value, event
        try:
            await self._client.publish(topic.write, payload, _QOS, properties=properties)
            await asyncio.wait_for(event.wait(), min(self._confirm_s, within_s))
        except TimeoutError:
            raise WriteUnconfirmed(
                f"the broker has {tag} = {value:g}, and the plant has not published it in time"
            ) from None
        finally:
            del self._awaited[tag]

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
