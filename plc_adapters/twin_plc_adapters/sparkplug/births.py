"""Which metrics there are behind a broker: the births of its edge nodes, for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress

from twin_plc_adapters.cancelled import is_cancelled
from twin_plc_adapters.draft import Variable, bare_names, guessed
from twin_plc_adapters.mqtt.broker import MqttBroker
from twin_plc_adapters.mqtt.connection import MqttConnection
from twin_plc_adapters.sparkplug.command import rebirth
from twin_plc_adapters.sparkplug.datatype import type_name
from twin_plc_adapters.sparkplug.message import Metric, message_in
from twin_plc_adapters.sparkplug.node import EdgeNode, Told
from twin_plc_adapters.sparkplug.place import NAMESPACE, NodeId, Place, source_of
from twin_plc_adapters.sparkplug.wire import NotAPayload
from twin_schemas.plant import Tag

_MOST_NODES = 10_000


async def browse_births(
    broker: MqttBroker, tags: Mapping[str, Tag], listen_s: float
) -> list[Variable]:
    """All metrics of the edge nodes that say something, with the tags that they seem to be.

    A node that sends data is asked for its births, once.

    Args:
        broker: Where to listen.
        tags: Tags by name.
        listen_s: For how long.

    Raises:
        OSError, TimeoutError, aiomqtt.MqttError, TwinError: If the broker does not let us listen.
    """
    births = _Births()
    connection = MqttConnection(broker.client(), births.take)
    try:
        await connection.open([f"{NAMESPACE}/#"])
        asking = asyncio.create_task(_ask(connection, births))
        lost = asyncio.create_task(connection.lost())
        done, waiting = await asyncio.wait(
            {asking, lost}, timeout=listen_s, return_when=asyncio.FIRST_COMPLETED
        )
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        if done:
            raise ConnectionError("the broker closed the connection")
    finally:
        await connection.close()
    known = bare_names(tags)
    return [_variable(place, births.found[place], known) for place in sorted(births.found, key=str)]


async def _ask(connection: MqttConnection, births: _Births) -> None:
    while not is_cancelled():
        node = await births.to_ask.get()
        now_ms = time.time_ns() // 1_000_000
        await connection.publish(node.command_topic(""), rebirth(now_ms), qos=0)


class _Everything(set[str]):
    def __contains__(self, device: object) -> bool:
        return True


class _Births:
    """What was born, and who has to be asked."""

    def __init__(self) -> None:
        self.found: dict[Place, Metric] = {}
        self.to_ask: asyncio.Queue[NodeId] = asyncio.Queue()
        self._nodes: dict[NodeId, EdgeNode] = {}

    def take(self, topic: str, payload: bytes, retained: bool) -> None:
        """Takes a message; what cannot be read tells nothing here."""
        source = source_of(topic)
        if source is None or retained:
            return
        if source.node not in self._nodes and len(self._nodes) < _MOST_NODES:
            self._nodes[source.node] = EdgeNode(str(source.node), _Everything())
            if source.kind not in {"NBIRTH", "NDEATH"}:
                self.to_ask.put_nowait(source.node)
        with suppress(NotAPayload, KeyError):
            message = message_in(payload)
            for event in self._nodes[source.node].take(source.kind, source.device, message):
                if isinstance(event, Told) and event.is_birth:
                    place = Place(source.node, event.device, event.metric.name)
                    self.found[place] = event.metric


def _variable(place: Place, metric: Metric, known: Mapping[str, str]) -> Variable:
    last = place.metric.rpartition("/")[2]
    names = {place.metric, last, place.device + place.metric, place.device + last}
    return Variable(
        node=str(place),
        path=(place.node.group, place.node.node, place.device, *place.metric.split("/")),
        type=type_name(metric.datatype),
        unit=metric.unit,
        access="",
        tag=guessed(names, known),
    )
