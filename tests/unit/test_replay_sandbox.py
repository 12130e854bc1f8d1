"""Messages of a replay, as the bus gets them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from aiokafka.record.default_records import DefaultRecordBatch

from twin_agents.historian.columns import Kept, arrow_schema, table_of
from twin_bus.codec import Codec
from twin_bus.kafka.column_batch import ColumnBatch
from twin_bus.memory import MemorySchemas
from twin_bus.message_columns import MessageColumns
from twin_ops.bench.bus import measurement
from twin_ops.replay.sandbox import NotPlayed, Sandbox, sandboxed
from twin_schemas.messages import CONTRACTS, AgentSnapshot, InterlockChanged, Measurement
from twin_schemas.record import Record

RECORDS: dict[type[Record], list[Record]] = {
    Measurement: [measurement(n, f"FT-{n % 7}") for n in range(100)],
    AgentSnapshot: [AgentSnapshot(agent="simulation", state=b"state", time_ns=5)],
    InterlockChanged: [
        InterlockChanged(
            interlock="I-1",
            tag="TT-101",
            state="tripped",
            value=1.0,
            limit=0.5,
            unit="degC",
            first_out="TT-101",
            actuators=[f"XV-{n}" for n in range(count)],
            origin="replay",
            time_ns=1,
        )
        for count in range(3)
    ],
}
KINDS = [*RECORDS]


class Numbers(MemorySchemas):
    """Schemas have numbers, and nobody else asks for them."""

    async def register(self, subject: str, schema: object) -> int:
        return 0

    async def close(self) -> None:
        """Has nothing to close."""


class Topics:
    """Takes what is published."""

    def __init__(self) -> None:
        self.published: list[MessageColumns] = []

    async def create(self, topic: str, options: object) -> None:
        """Every topic is there."""

    async def publish_columns(self, messages: Sequence[MessageColumns]) -> None:
        self.published += messages


@pytest.mark.parametrize("kind", KINDS)
async def test_they_have_the_bytes_of_the_codec_and_bear_the_session(kind: type[Record]):
    schemas, topics = Numbers([*CONTRACTS]), Topics()
    sandbox = Sandbox(topics, schemas, "one")  # type: ignore[arg-type]
    await sandbox.open(KINDS)
    codec = Codec(schemas)
    await codec.prepare(KINDS)
    records = RECORDS[kind]
    kept = [Kept(0, offset, 0, 1, record.__dict__) for offset, record in enumerate(records)]
    await sandbox.play([sandbox.messages(kind, table_of(arrow_schema(kind), kept))])
    (published,) = topics.published
    assert published.topic == sandboxed(kind)
    read = [*DefaultRecordBatch(ColumnBatch(published.tails)._build())]
    for record, message in zip(records, read, strict=True):
        assert message.key == getattr(record, kind.contract.key).encode()
        assert message.value == codec.encode(record)
        assert dict(message.headers)["twin_replay"] == b"one"


async def test_what_is_no_message_of_its_contract_is_told_with_its_field():
    sandbox = Sandbox(Topics(), Numbers([*CONTRACTS]), "one")  # type: ignore[arg-type]
    await sandbox.open([Measurement])
    kept = [Kept(0, 0, 0, 1, RECORDS[Measurement][0].__dict__ | {"value": None})]
    with pytest.raises(NotPlayed, match=r"plant\.measurement.* 1 messages have no valid value"):
        sandbox.messages(Measurement, table_of(arrow_schema(Measurement), kept))
