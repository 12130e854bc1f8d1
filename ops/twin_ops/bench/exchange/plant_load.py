"""What a plant's agents publish: every tag measured, simulated and compared, once a second.

`python -m twin_ops.bench.exchange.plant_load GROUPS` publishes to the broker of the environment,
the tags of each group at once and the groups one after the other.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence

import pyarrow as pa

from twin_bus.column_codec import encoder_of
from twin_bus.kafka import KafkaConnection, KafkaOpenTopics
from twin_bus.message_columns import MessageColumns
from twin_ops.instance_registry import registry_of
from twin_ops.kept_plant import plant_of
from twin_ops.run import stop_on_signal
from twin_ops.settings import load_settings
from twin_schemas.messages import Measurement, Residual, SimulatedValue
from twin_schemas.plant import Tag
from twin_schemas.record import Record

PERIOD = 1.0
_AFTER = 0.3  # s after the measurements, as the model needs to step


def _measured(number: int, time_ns: int) -> Measurement:
    return Measurement(
        tag="",
        value=float(number),
        unit="",
        quality="good",
        source_time_ns=time_ns,
        server_time_ns=time_ns,
        ingest_time_ns=time_ns,
        origin="plant",
        sequence=number,
    )


def _followed(number: int, time_ns: int) -> tuple[Record, ...]:
    value = float(number)
    simulated = SimulatedValue(
        tag="",
        value=value,
        unit="",
        quality="good",
        time_ns=time_ns,
        run_id="bench",
        origin="model",
    )
    residual = Residual(
        tag="",
        residual=0.0,
        measured=value,
        simulated=value,
        unit="",
        quality="good",
        time_ns=time_ns,
    )
    return simulated, residual


class _Tags:
    """Makes of one message that of each tag, in columns, as a plant is no part of what is measured.

    Args:
        tags: Of the plant.
        schema_ids: Of the contracts' schemas.
    """

    def __init__(self, tags: Sequence[Tag], schema_ids: dict[type[Record], int]) -> None:
        self._names = pa.array([tag.name for tag in tags])
        self._units = pa.array([tag.unit for tag in tags])
        self._encoders = {
            record: encoder_of(record, number) for record, number in schema_ids.items()
        }

    def each(self, like: Record) -> MessageColumns:
        """The message for every tag."""
        fields = {name: pa.repeat(value, len(self._names)) for name, value in vars(like).items()}
        table = pa.table(fields | {"tag": self._names, "unit": self._units})
        topic = like.contract.topic
        headers = [("ce_type", topic.encode()), ("ce_source", b"/bench")]
        values = self._encoders[type(like)].encode(table)
        return MessageColumns.of(topic, self._names, values, headers)


async def _publish(groups: int) -> None:
    settings = load_settings()
    registry = registry_of(settings, "simulation")
    contracts: tuple[type[Record], ...] = (Measurement, SimulatedValue, Residual)
    schema_ids = {contract: await registry.id_of(contract) for contract in contracts}
    tags = [*plant_of(settings).tags.values()]
    bus = KafkaOpenTopics(KafkaConnection(settings.kafka), client_id="bench.plant")
    parts = [_Tags(tags[place::groups], schema_ids) for place in range(groups)]
    try:
        async with asyncio.TaskGroup() as group:
            for place, part in enumerate(parts):
                group.create_task(_publish_part(bus, part, PERIOD * place / groups))
    finally:
        await bus.close()


async def _publish_part(bus: KafkaOpenTopics, tags: _Tags, phase: float) -> None:
    loop = asyncio.get_running_loop()
    begun, number = loop.time() + phase, 0
    while True:
        await asyncio.sleep(max(0.0, begun + PERIOD * number - loop.time()))
        now_ns = time.time_ns()
        await bus.publish_columns([tags.each(_measured(number, now_ns))])
        later = [tags.each(one) for one in _followed(number, now_ns)]
        await asyncio.sleep(_AFTER)
        await bus.publish_columns(later)
        number += 1


async def _until_stopped(groups: int) -> None:
    async with stop_on_signal() as stop:
        publishing = asyncio.create_task(_publish(groups))
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait([publishing, stopped], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if publishing.done():
            publishing.result()
        publishing.cancel()
        await asyncio.gather(publishing, stopped, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(_until_stopped(int(sys.argv[1])))
