"""Messages of a replay, as the bus gets them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from twin_bus.codec import Codec
from twin_bus.memory import MemorySchemas
from twin_bus.ports import Outgoing
from twin_ops.bench.bus import measurement
from twin_ops.replay.sandbox import Sandbox, sandboxed
from twin_schemas.messages import CONTRACTS, AgentSnapshot, Measurement
from twin_schemas.record import Record
from twin_schemas.set_events import SetChanged

KINDS = (Measurement, AgentSnapshot, SetChanged)


class Numbers(MemorySchemas):
    """Schemas have numbers, and nobody else asks for them."""

    async def register(self, subject: str, schema: object) -> int:
        return 0

    async def close(self) -> None:
        """Has nothing to close."""


class Topics:
    """Takes what is published."""

    def __init__(self) -> None:
        self.published: list[Outgoing] = []

    async def create(self, topic: str, options: object) -> None:
        """Every topic is there."""

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        self.published += messages


@pytest.mark.parametrize("count", [1, 31, 32, 1_000])
async def test_together_or_one_by_one_they_are_the_same_in_the_same_order(count: int):
    schemas, topics = Numbers([*CONTRACTS]), Topics()
    sandbox = Sandbox(topics, schemas, "one")  # type: ignore[arg-type]
    await sandbox.open(KINDS)
    codec = Codec(schemas)
    await codec.prepare(KINDS)
    state = AgentSnapshot(agent="simulation", state=b"state", time_ns=5)
    half = [measurement(n, f"FT-{n % 7}") for n in range(count)]
    records: list[Record] = [*half, state, *half, state]
    await sandbox.play(records)
    for record, (topic, key, value, headers) in zip(records, topics.published, strict=True):
        kind = type(record)
        assert topic == sandboxed(kind)
        assert key == getattr(record, kind.contract.key).encode()
        assert value == codec.encode(record)
        assert dict(headers)["twin_replay"] == b"one"
