"""What a plant's agents publish: every tag measured, simulated and compared, once a second.

`python -m twin_ops.bench.exchange.plant_load` publishes to the broker of the environment.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from twin_bus.codec import Codec
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.runtime.envelope import Envelope, new_trace
from twin_ops.instance_registry import registry_of
from twin_ops.kept_plant import plant_of
from twin_ops.run import stop_on_signal
from twin_ops.settings import load_settings
from twin_schemas.messages import Measurement, Residual, SimulatedValue
from twin_schemas.plant import Tag
from twin_schemas.record import Record

PERIOD = 1.0
_AFTER = 0.3  # s after the measurements, as the model needs to step


def measured(tag: Tag, number: int, time_ns: int) -> Measurement:
    """A measurement of this moment."""
    return Measurement(
        tag=tag.name,
        value=float(number),
        unit=tag.unit,
        quality="good",
        source_time_ns=time_ns,
        server_time_ns=time_ns,
        ingest_time_ns=time_ns,
        origin="plant",
        sequence=number,
    )


def _followed(tag: Tag, number: int, time_ns: int) -> Iterator[Record]:
    value = float(number)
    yield SimulatedValue(
        tag=tag.name,
        value=value,
        unit=tag.unit,
        quality="good",
        time_ns=time_ns,
        run_id="bench",
        origin="model",
    )
    yield Residual(
        tag=tag.name,
        residual=0.0,
        measured=value,
        simulated=value,
        unit=tag.unit,
        quality="good",
        time_ns=time_ns,
    )


async def _publish() -> None:
    settings = load_settings()
    codec = Codec(registry_of(settings, "simulation"))
    await codec.prepare([Measurement, SimulatedValue, Residual])
    envelope, tags = Envelope("bench", codec), [*plant_of(settings).tags.values()]
    bus = KafkaBus(KafkaConnection(settings.kafka), client_id="bench.plant")
    loop = asyncio.get_running_loop()
    begun, number = loop.time(), 0
    try:
        while True:
            now_ns = time.time_ns()
            first = [measured(tag, number, now_ns) for tag in tags]
            await bus.publish(envelope.wrap(first, new_trace()))
            later = [one for tag in tags for one in _followed(tag, number, now_ns)]
            messages = envelope.wrap(later, new_trace())
            await asyncio.sleep(_AFTER)
            await bus.publish(messages)
            number += 1
            await asyncio.sleep(max(0.0, begun + PERIOD * number - loop.time()))
    finally:
        await bus.stop()


async def _until_stopped() -> None:
    async with stop_on_signal() as stop:
        publishing = asyncio.create_task(_publish())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait([publishing, stopped], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if publishing.done():
            publishing.result()
        publishing.cancel()
        await asyncio.gather(publishing, stopped, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(_until_stopped())
