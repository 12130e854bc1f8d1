"""An edge node that speaks Sparkplug B, behind a real broker."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiomqtt
from tests.integration.adapters import sparkplug_bytes as b
from tests.integration.adapters.mqtt_rig import MqttRig
from tests.integration.adapters.rig import TAGS, VALUES

from twin_plc_adapters.cancelled import is_cancelled
from twin_plc_adapters.mqtt.broker import MqttBroker
from twin_plc_adapters.sparkplug.adapter import SparkplugAdapter
from twin_plc_adapters.sparkplug.place import NodeId, Place, Places

NODE = NodeId("plants", "nitrogen")
HOST = "twin-of-a-test"
STATE = f"spBv1.0/STATE/{HOST}"
_DOUBLE, _INT64, _BOOLEAN = 10, 4, 11
_ALIASES = {tag: 100 + place for place, tag in enumerate(TAGS)}


def device_of(tag: str) -> str:
    return "outputs" if TAGS[tag].writable else "inputs"


def metric_of(tag: str) -> str:
    return f"{TAGS[tag].equipment}/{tag}"


def topic_of(kind: str, device: str = "") -> str:
    return "/".join(filter(None, ["spBv1.0", NODE.group, kind, NODE.node, device]))


def place_of(tag: str) -> Place:
    return Place(NODE, device_of(tag), metric_of(tag))


@dataclass
class SparkplugRig(MqttRig):
    """Two devices; everything has an alias, which alone is sent after a birth."""

    unwell = "no value"
    values: dict[str, float] = field(default_factory=lambda: dict(VALUES))
    order: asyncio.Lock = field(default_factory=asyncio.Lock)
    seq: int = 250  # so that it begins anew within a test
    bd_seq: int = 255
    births: int = 0
    states: asyncio.Queue[dict[str, object]] = field(default_factory=asyncio.Queue)

    def adapter(self) -> SparkplugAdapter:
        places = Places({tag: place_of(tag) for tag in TAGS}, HOST)
        broker = MqttBroker("127.0.0.1", self.port)
        return SparkplugAdapter(tags=TAGS, broker=broker, places=places, confirm_s=1.0)

    async def start_plant(self) -> None:
        self.bd_seq = (self.bd_seq + 1) % 256
        will = aiomqtt.Will(topic_of("NDEATH"), self.death(self.bd_seq), qos=1)
        self.plant = self.client(will)
        await self.plant.__aenter__()
        await self.plant.subscribe([
            (topic_of("NCMD"), 1),
            (topic_of("DCMD", "+"), 1),
            (STATE, 1),
        ])
        self.listening = asyncio.create_task(self._listen())
        await self.bear()

    def death(self, session: int) -> bytes:
        return b.payload(1, None, [self._session(session)])

    def _session(self, number: int) -> bytes:
        return b.message({b.NAME: "bdSeq", b.TAKEN: 1, b.DATATYPE: _INT64, b.LONG: number})

    async def bear(self) -> None:
        """Births of the node and its devices."""
        control = {b.NAME: "Node Control/Rebirth", b.DATATYPE: _BOOLEAN, b.BOOLEAN: 0}
        async with self.order:
            self.births += 1
            await self._send("NBIRTH", "", [self._session(self.bd_seq), b.message(control)])
            for device in ("inputs", "outputs"):
                metrics = [self._born(tag) for tag in TAGS if device_of(tag) == device]
                await self._send("DBIRTH", device, metrics)

    def _born(self, tag: str) -> bytes:
        return b.message({
            b.NAME: metric_of(tag),
            b.ALIAS: _ALIASES[tag],
            b.TAKEN: _now_ms(),
            b.DATATYPE: _DOUBLE,
            b.PROPERTIES: b.unit_property(TAGS[tag].unit),
            b.DOUBLE: float(self.values[tag]),
        })

    async def show(self, values: Mapping[str, float], unwell: str = "") -> None:
        async with self.order:
            for device in ("inputs", "outputs"):
                these = {t: v for t, v in values.items() if device_of(t) == device}
                metrics = [self.data(t, math.nan if t == unwell else v) for t, v in these.items()]
                if metrics:
                    await self._send("DDATA", device, metrics)
        self.values.update(values)

    def data(self, tag: str, value: float, **more: int) -> bytes:
        """A value by its alias; NaN is none."""
        is_null = {b.NULL: 1} if math.isnan(value) else {b.DOUBLE: float(value)}
        also = {b.HISTORICAL: more.get("historical")}
        taken = more.get("taken_ms", _now_ms())
        return b.message({b.ALIAS: _ALIASES[tag], b.TAKEN: taken, **also, **is_null})

    async def send(self, kind: str, device: str, metrics: list[bytes]) -> None:
        async with self.order:
            await self._send(kind, device, metrics)

    async def _send(self, kind: str, device: str, metrics: list[bytes]) -> None:
        self.seq = (self.seq + 1) % 256
        await self.publish(topic_of(kind, device), b.payload(_now_ms(), self.seq, metrics))

    async def publish(self, topic: str, content: bytes) -> None:
        assert self.plant is not None
        await self.plant.publish(topic, content, qos=0)

    async def _listen(self) -> None:
        assert self.plant is not None
        async for message in self.plant.messages:
            content = message.payload
            assert isinstance(content, bytes)
            kind = str(message.topic).split("/")[2]
            if str(message.topic) == STATE:
                self.states.put_nowait(json.loads(content))
            elif kind == "NCMD":
                await self.bear()
            else:
                await self._obey(content)
            if is_cancelled():  # answering may have swallowed it
                return

    async def _obey(self, content: bytes) -> None:
        (metric,) = map(b.fields_in, b.fields_in(content)[b.METRICS])
        tag = next(t for t, alias in _ALIASES.items() if [alias] == metric[b.ALIAS])
        value = metric[b.DOUBLE][0]
        assert b.SEQ not in b.fields_in(content)
        if value >= 0:
            self.written.append((tag, value))
            self.values[tag] = value
            await self.send("DDATA", device_of(tag), [self.data(tag, value)])


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
