"""One connection to a broker of edge nodes, as a host application."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import aiomqtt

from twin_bus.clock import Clock
from twin_bus.errors import TwinError
from twin_plc_adapters.cancelled import is_cancelled
from twin_plc_adapters.link import Heard, WriteRefused
from twin_plc_adapters.mqtt.broker import MqttBroker
from twin_plc_adapters.mqtt.confirmations import CONFIRM_S, Confirmations
from twin_plc_adapters.mqtt.connection import MqttConnection
from twin_plc_adapters.reading import Reading
from twin_plc_adapters.sparkplug.command import command, rebirth, state
from twin_plc_adapters.sparkplug.datatype import DoesNotFit
from twin_plc_adapters.sparkplug.message import Metric, message_in
from twin_plc_adapters.sparkplug.node import Born, EdgeNode, Event, Lost, Told
from twin_plc_adapters.sparkplug.place import NodeId, Place, Places, Source, source_of, state_topic
from twin_plc_adapters.sparkplug.rebirths import Rebirths
from twin_plc_adapters.sparkplug.value import UnitsDiffer, converted, in_unit, reading_of
from twin_plc_adapters.sparkplug.wire import NotAPayload
from twin_schemas.plant import Tag

_NS, _MS = 1_000_000_000, 1_000_000
_COMMAND_QOS, _STATE_QOS = 0, 1  # as the specification has them
_UNCHANGED_RATES = 2.0


class NotBorn(TwinError):
    """A metric is not written to before its birth, for its type is not known."""


class SparkplugLink:
    """Follows the edge nodes of the tags.

    A metric that is not sent has not changed: that is Sparkplug's report by exception. So a value
    that is older than two contract rates is told again with the time of its node's last message,
    as long as no message of that node is missing.

    Args:
        broker: Where to.
        places: Where the tags are.
        tags: Tags with their units and rates.
        heard: Takes every value.
        clock: Our own clock.
        confirm_s: How long a node may take to report what was written.
    """

    def __init__(
        self,
        broker: MqttBroker,
        places: Places,
        tags: Mapping[str, Tag],
        heard: Heard,
        clock: Clock,
        confirm_s: float = CONFIRM_S,
    ) -> None:
        self._places, self._tags, self._heard, self._clock = places, tags, heard, clock
        self._since_ms = clock.now_ns() // _MS
        self._state = state_topic(places.host)
        will = aiomqtt.Will(self._state, self._told_state(online=False), _STATE_QOS, retain=True)
        self._connection = MqttConnection(broker.client(will), self._take)
        self._at: dict[Place, list[str]] = defaultdict(list)
        for tag, place in places.tags.items():
            self._at[place].append(tag)
        self._nodes = {place.node: self._new_node(place.node) for place in self._at}
        self._rebirths = Rebirths()
        self._latest: dict[str, Reading] = {}
        self._confirmations = Confirmations(confirm_s)
        self._to_send: asyncio.Queue[tuple[str, str | bytes]] = asyncio.Queue()
        self._sender: asyncio.Task[None] | None = None

    def _new_node(self, node: NodeId) -> EdgeNode:
        return EdgeNode(str(node), {place.device for place in self._at if place.node == node})

    def _told_state(self, *, online: bool) -> str:
        return state(online=online, since_ms=self._since_ms)

    async def open(self) -> None:
        """Connects, subscribes, says that the host is there, and asks for births.

        Raises:
            aiomqtt.MqttError: If the broker does not answer, or does not let us in.
            SubscriptionRefused: If it does not let us read a topic.
        """
        await self._connection.open([self._state, *(node.topics for node in self._nodes)])
        self._sender = asyncio.create_task(self._send_all())
        self._to_send.put_nowait((self._state, self._told_state(online=True)))
        self._ask_for_births(self._nodes)

    async def _send_all(self) -> None:
        """Sends what is asked for while messages are taken, which does not wait."""
        with suppress(aiomqtt.MqttError):
            # `publish` waits by `wait_for`, which may swallow a cancellation in Python 3.11.
            while not is_cancelled():
                topic, payload = await self._to_send.get()
                is_state = topic == self._state
                qos = _STATE_QOS if is_state else _COMMAND_QOS
                await self._connection.publish(topic, payload, qos=qos, retain=is_state)

    def _ask_for_births(self, nodes: Iterable[NodeId]) -> None:
        for node in nodes:
            if self._nodes[node].wants_birth and self._rebirths.is_due(node, time.monotonic()):
                payload = rebirth(self._clock.now_ns() // _MS)
                self._to_send.put_nowait((node.command_topic(""), payload))

    def _take(self, topic: str, payload: bytes, retained: bool) -> None:
        """What the broker has kept is not believed: births are asked for instead."""
        if topic == self._state:
            self._look_at_state(payload)
        source = source_of(topic)
        if retained or source is None or source.node not in self._nodes:
            return
        known = self._nodes[source.node]
        for event in self._events(known, source, payload):
            self._take_event(source.node, known, event)
        self._ask_for_births([source.node])

    def _look_at_state(self, payload: bytes) -> None:
        """The broker may tell the death of an earlier connection while this one lives."""
        with suppress(ValueError):
            told = json.loads(payload)
            if isinstance(told, dict) and told.get("online") is False and self._sender is not None:
                self._to_send.put_nowait((self._state, self._told_state(online=True)))

    def _events(self, known: EdgeNode, source: Source, payload: bytes) -> Iterator[Event]:
        try:
            message = message_in(payload)
        except NotAPayload as error:
            what = f"{source.kind} of {source.node}/{source.device}".rstrip("/")
            yield from known.doubt(f"gap: {what} is not understood: {error}")
            return
        yield from known.take(source.kind, source.device, message)

    def _take_event(self, node: NodeId, known: EdgeNode, event: Event) -> None:
        if isinstance(event, Told):
            self._take_value(node, known, event)
        elif isinstance(event, Lost):
            self._mark(node, event)
        else:
            self._mark_missing(node, known, event)

    def _take_value(self, node: NodeId, known: EdgeNode, told: Told) -> None:
        sent = self._clock.now_ns() if told.sent_ns is None else told.sent_ns
        reading = reading_of(told.metric, told.defined.datatype, sent)
        for tag in self._at.get(Place(node, told.device, told.defined.name), ()):
            shown = in_unit(reading, told.defined.unit, self._tags[tag].unit)
            if told.is_birth:
                shown = self._present(tag, shown, known) or shown
            self._tell(tag, shown)

    def _tell(self, tag: str, reading: Reading) -> None:
        if not reading.is_past:
            self._latest[tag] = reading
            self._confirmations.take(tag, reading)
        self._heard(tag, reading)

    def _present(self, tag: str, reading: Reading, known: EdgeNode) -> Reading | None:
        """A value that has not changed since, with the time up to which that is known.

        None if it is not so old that this would tell more.
        """
        last, taken = known.last_ns, reading.source_ns
        if last is None or taken is None or reading.is_past:
            return None
        if last - taken <= _UNCHANGED_RATES * self._tags[tag].rate_s * _NS:
            return None
        return replace(reading, source_ns=last, server_ns=last)

    def _mark(self, node: NodeId, lost: Lost) -> None:
        for place, tags in self._at.items():
            if place.node == node and lost.device in {None, place.device}:
                self._mark_bad(tags, lost.reason, lost.time_ns)

    def _mark_missing(self, node: NodeId, known: EdgeNode, born: Born) -> None:
        for place, tags in self._at.items():
            is_of_it = place.node == node and place.device == born.device
            if is_of_it and known.defined(place.device, place.metric) is None:
                self._mark_bad(tags, f"the birth of its device has no metric {place}", None)

    def _mark_bad(self, tags: Sequence[str], reason: str, time_ns: int | None) -> None:
        since = self._clock.now_ns() if time_ns is None else time_ns
        for tag in tags:
            self._tell(tag, Reading(math.nan, "bad", reason, since, since))

    async def check(self) -> int:
        """Tells what has not changed, and asks again who owes its births.

        What the plant's clocks are off is not known: each node has its own.
        """
        self._ask_for_births(self._nodes)
        for place, tags in self._at.items():
            known = self._nodes[place.node]
            if known.defined(place.device, place.metric) is None:
                continue
            for tag in tags:
                latest = self._latest.get(tag)
                if latest is not None and (again := self._present(tag, latest, known)) is not None:
                    self._tell(tag, again)
        return 0

    async def lost(self) -> None:
        """Returns when the broker is gone."""
        await self._connection.lost()

    async def read(self, tags: Sequence[str]) -> Mapping[str, Reading]:
        """What came last: a node cannot be asked for one value."""
        return {tag: self._latest[tag] for tag in tags if tag in self._latest}

    async def subscribe_anew(self, tags: Sequence[str]) -> None:
        """Nothing to mend: nothing newer is read than what was sent."""

    async def write(self, tag: str, value: float, within_s: float) -> None:
        """Sends one command, and waits until the node reports the same value.

        A broker does not keep it for a node that is away, and throws it away when its time is over.

        Raises:
            NotBorn: If the metric has not been born, or its device is gone.
            WriteRefused: If the metric's type cannot hold the value.
            WriteUnconfirmed: If the node has not reported the value in time.
            aiomqtt.MqttError: If the broker does not take it.
        """
        place = self._places.tags[tag]
        payload = self._command(tag, place, value)
        topic = place.node.command_topic(place.device)
        sending = self._connection.publish(topic, payload, qos=_COMMAND_QOS, within_s=within_s)
        missing = f"{place} = {value:g} was sent, and {place.node} has not reported it in time"
        await self._confirmations.sent(tag, value, sending, within_s, missing)

    def _command(self, tag: str, place: Place, value: float) -> bytes:
        defined: Metric | None = self._nodes[place.node].defined(place.device, place.metric)
        if defined is None:
            raise NotBorn(f"{place} is in no birth, or its node or device is gone")
        try:
            number = converted(value, self._tags[tag].unit, defined.unit)
            return command(
                defined.name, defined.alias, defined.datatype, number, self._clock.now_ns() // _MS
            )
        except (DoesNotFit, UnitsDiffer) as error:
            raise WriteRefused(f"{place}: {error}") from error

    async def close(self) -> None:
        """Says that the host leaves, and disconnects; a dead connection is no error."""
        if self._sender is not None:
            self._sender.cancel()
            await asyncio.gather(self._sender, return_exceptions=True)
            self._sender = None
            if self._connection.is_up:
                gone = state(online=False, since_ms=self._clock.now_ns() // _MS)
                with suppress(aiomqtt.MqttError):
                    await self._connection.publish(self._state, gone, qos=_STATE_QOS, retain=True)
        await self._connection.close()
