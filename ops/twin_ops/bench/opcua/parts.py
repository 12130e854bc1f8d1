"""The processes of a measurement: `python -m twin_ops.bench.opcua.parts NAME TAGS SECONDS`."""

from __future__ import annotations

import asyncio
import logging
import sys

from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.memory import MemorySchemas
from twin_bus.runtime import AgentRuntime
from twin_ops.bench.opcua.bare import bare
from twin_ops.bench.opcua.load import Load, many_tags, serve
from twin_ops.kept_plant import plant_of
from twin_ops.plant_link import link_security
from twin_ops.settings import Settings, load_settings
from twin_plc_adapters.opcua.adapter import OpcUaAdapter
from twin_schemas.messages import CONTRACTS
from twin_schemas.plant import Plant


async def _adapt(plant: Plant, settings: Settings, _load: Load) -> None:
    adapter = OpcUaAdapter(url=settings.opcua, tags=plant.tags, security=link_security(settings))
    bus = KafkaBus(KafkaConnection(settings.kafka), client_id="bench.opcua")
    await AgentRuntime(adapter, bus, MemorySchemas([*CONTRACTS])).run(asyncio.Event())


_PARTS = {"serve": serve, "adapter": _adapt, "bare": bare}


def main() -> None:
    """Runs one of them until it is killed."""
    name, tags, every_s = sys.argv[1:]
    logging.getLogger("asyncua").setLevel(logging.ERROR)
    settings, load = load_settings(), Load(int(tags), float(every_s))
    asyncio.run(_PARTS[name](many_tags(plant_of(settings), load.tags), settings, load))


if __name__ == "__main__":
    main()
