"""The adapter beside a bare loop of asyncua and aiokafka, by the CPU time of a change."""

from __future__ import annotations

import asyncio
import tempfile

from twin_bus.kafka import KafkaConnection
from twin_ops.bench.isolated import cpu_s
from twin_ops.bench.line import BenchLine, line
from twin_ops.bench.opcua.load import Load
from twin_ops.bench.opcua.stand import stand

LOAD = Load(tags=4_000, every_s=1.0)
_SETTLE_S, _WINDOW_S = 3.0, 10.0


async def bench_opcua(kafka: KafkaConnection, load: Load = LOAD) -> list[BenchLine]:
    """Tag changes a second that one core takes from an encrypted link to the bus.

    A server in Python makes fewer changes than an adapter can take, so that the adapter is not
    busy all the time, and its CPU time for so many changes is what is measured.
    """
    bare = await _changes_a_core(kafka, load, "bare")
    adapter = await _changes_a_core(kafka, load, "adapter")
    return [line("opcua_adapter", adapter, "changes/s/core", bare)]


async def _changes_a_core(kafka: KafkaConnection, load: Load, between: str) -> float:
    with tempfile.TemporaryDirectory() as home:
        async with stand(kafka, home, load, between) as under_load:
            under_load.server.say("begin")
            await asyncio.sleep(_SETTLE_S)
            adapter = under_load.adapter.process
            messages, begun = under_load.seen.messages, cpu_s(adapter)
            await asyncio.sleep(_WINDOW_S)
            return (under_load.seen.messages - messages) / (cpu_s(adapter) - begun)
