from __future__ import annotations

import asyncio
import dataclasses
import math
from typing import Any, get_args, get_origin, get_type_hints

import hypothesis.strategies as st
import pyarrow as pa
import pytest
from hypothesis import given

from twin_agents.historian.columns import Kept, arrow_schema, table_of
from twin_bus.codec import Codec
from twin_bus.column_codec import encoder_of
from twin_bus.errors import Undecodable
from twin_bus.memory import MemorySchemas
from twin_ops.bench.bus import measurement
from twin_schemas.annotations import Bounds
from twin_schemas.avro import metadata
from twin_schemas.messages import CONTRACTS, Measurement
from twin_schemas.record import Record


def _values(hint: Any) -> st.SearchStrategy[Any]:
    limits = next((note for note in metadata(hint) if isinstance(note, Bounds)), None)
    kind = get_args(hint)[0] if metadata(hint) else hint
    if kind is float:
        return st.floats(limits.low, limits.high) if limits else st.floats()
    if kind is int:
        low, high = (limits.low, limits.high) if limits else (-(2**63), 2**63 - 1)
        return st.integers(int(low), int(high))
    if kind in {str, bytes, bool}:
        return st.from_type(kind)
    if get_origin(kind) is list:
        return st.lists(_values(*get_args(kind)))
    return st.sampled_from(get_args(kind))


def records_of(record: type[Record]) -> st.SearchStrategy[Record]:
    hints = get_type_hints(record, include_extras=True)
    hints = {field.name: hints[field.name] for field in dataclasses.fields(record)}
    return st.builds(record, **{name: _values(hint) for name, hint in hints.items()})


@pytest.fixture
async def codec() -> Codec:
    made = Codec(MemorySchemas())
    await made.prepare(CONTRACTS)
    return made


def _same(a: object, b: object) -> bool:
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same, a, b))
    return a == b or (isinstance(a, float) and math.isnan(a) and math.isnan(float(b)))  # type: ignore[arg-type]


def _same_fields(a: Record, b: Record) -> bool:
    return all(_same(value, getattr(b, name)) for name, value in vars(a).items())


async def test_every_record_comes_back_as_it_was(codec: Codec):
    @given(st.one_of([records_of(record) for record in CONTRACTS]))
    def check(record: Record) -> None:
        back = codec.decode(codec.encode(record), type(record))
        assert _same_fields(record, back)

    check()


def _table(records: list[Record]) -> pa.Table:
    """As the history gives them, in two pieces and with a column of its own."""
    kept = [Kept(0, offset, 0, 1, record.__dict__) for offset, record in enumerate(records)]
    table = table_of(arrow_schema(type(records[0])), kept)
    return pa.concat_tables([table.slice(0, 1), table.slice(1)])


async def test_by_columns_the_bytes_are_the_same(codec: Codec):
    encoders = {record: encoder_of(record, 1) for record in CONTRACTS}

    @given(st.one_of([st.lists(records_of(record), min_size=1) for record in CONTRACTS]))
    def check(records: list[Record]) -> None:
        found = encoders[type(records[0])].encode(_table(records))
        assert [b[5:] for b in found.to_pylist()] == [codec.encode(r)[5:] for r in records]
        assert found[0].as_py()[:5] == b"\0\0\0\0\1"

    check()


def test_by_columns_what_is_missing_is_its_default_or_told():
    record = measurement(1, "FT-101")
    encode, table = encoder_of(Measurement, 1).encode, _table([record, record])
    late = table.set_column(table.column_names.index("late"), "late", pa.nulls(2, pa.bool_()))
    assert encode(late) == encode(table)
    for name, values in (("quality", ["good", "fine"]), ("value", [1.0, None])):
        wrong = table.set_column(table.column_names.index(name), name, pa.array(values))
        with pytest.raises(ValueError, match=f"1 messages have no valid {name}"):
            encode(wrong)


def test_no_bytes_break_the_decoder():
    header = b"\0\0\0\0\1"
    codec = Codec(MemorySchemas())

    @given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda b: header + b)))
    def check(payload: bytes) -> None:
        try:
            record = loop.run(codec.read(payload, Measurement))
        except Undecodable:
            return
        assert _same_fields(codec.decode(codec.encode(record), Measurement), record)

    with asyncio.Runner() as loop:
        loop.run(codec.prepare(CONTRACTS))
        check()
