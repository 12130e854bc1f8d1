"""From asyncua to aiokafka in a loop without anything around it."""

from __future__ import annotations

import asyncio
import gc
import io
import time
from typing import Any

import fastavro
from aiokafka import AIOKafkaProducer
from asyncua import Client, ua

from twin_bus.codec import Codec
from twin_bus.kafka import KafkaConnection
from twin_bus.memory import MemorySchemas
from twin_ops.bench.bus import PYTHONS_OWN, Message, measurement, send_all
from twin_ops.bench.opcua.load import Load
from twin_ops.plant_link import link_security
from twin_ops.settings import Settings
from twin_plc_adapters.opcua.measuring import nanoseconds
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_schemas.avro import avro_schema
from twin_schemas.messages import CONTRACTS, Measurement
from twin_schemas.plant import Plant

_INTERVAL_MS, _TIMEOUT, _QUEUE = 200, 4.0, 10
_HEADER_SIZE = 5


class _Writer:
    """Makes a message of each notification: value, quality and times, no headers."""

    def __init__(self, unit: str, header: bytes) -> None:
        self._schema = fastavro.parse_schema(avro_schema(Measurement))
        self._unit, self._header = unit, header
        self._sequence = 0
        self.messages: list[Message] = []

    def datachange_notification(self, node: Any, value: float, data: Any) -> None:
        """Takes a notification; asyncua calls it by this name."""
        tag, told, now = (
            str(node.nodeid.Identifier).rpartition("/")[2],
            data.monitored_item.Value,
            time.time_ns(),
        )
        self._sequence += 1
        buffer = io.BytesIO()
        buffer.write(self._header)
        fastavro.schemaless_writer(
            buffer,
            self._schema,
            {
                "tag": tag,
                "value": value,
                "unit": self._unit,
                "quality": "good" if told.StatusCode.is_good() else "bad",
                "reason": "",
                "source_time_ns": nanoseconds(told.SourceTimestamp, now),
                "server_time_ns": nanoseconds(told.ServerTimestamp, now),
                "ingest_time_ns": now,
                "origin": "plant",
                "sequence": self._sequence,
                "late": False,
            },
        )
        self.messages.append((tag.encode(), buffer.getvalue(), []))


async def bare(plant: Plant, settings: Settings, _load: Load) -> None:
    """Subscribes to all tags and sends what comes five times a second, until killed."""
    gc.set_threshold(*PYTHONS_OWN)
    tags = list(plant.tags.values())
    codec = Codec(MemorySchemas([*CONTRACTS]))
    await codec.prepare([Measurement])
    writer = _Writer(tags[0].unit, codec.encode(measurement(0))[:_HEADER_SIZE])
    client = Client(settings.opcua, timeout=_TIMEOUT)
    await link_security(settings).secure(client, _TIMEOUT)
    producer = AIOKafkaProducer(
        **KafkaConnection(settings.kafka).options(),
        enable_idempotence=True,
        max_batch_size=512 * 1024,
    )
    async with client, producer:
        namespace = await client.get_namespace_index(NAMESPACE)
        subscription = await client.create_subscription(_INTERVAL_MS, writer)
        nodes = [client.get_node(ua.NodeId(node_path(tag), namespace)) for tag in tags]
        await subscription.subscribe_data_change(nodes, queuesize=_QUEUE)
        while True:
            messages, writer.messages = writer.messages, []
            if messages:
                await send_all(producer, Measurement.contract.topic, messages)
            await asyncio.sleep(_INTERVAL_MS / 1000)
