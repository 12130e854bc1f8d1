from __future__ import annotations

import asyncio
import dataclasses
import math
from typing import Any, get_args, get_origin, get_type_hints

import hypothesis.strategies as st
import pytest
from hypothesis import given

from twin_bus.codec import Codec
from twin_bus.column_codec import encoder_of
from twin_bus.errors import Undecodable
from twin_bus.memory import MemorySchemas
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


def _records(record: type[Record]) -> st.SearchStrategy[Record]:
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
    @given(st.one_of([_records(record) for record in CONTRACTS]))
    def check(record: Record) -> None:
        back = codec.decode(codec.encode(record), type(record))
        assert _same_fields(record, back)

    check()


async def test_by_columns_the_bytes_are_the_same(codec: Codec):
    encoders = {record: encoder_of(record, 1) for record in CONTRACTS}
    assert encoders[Measurement] is not None
    assert sum(encoder is not None for encoder in encoders.values()) > len(CONTRACTS) / 2

    @given(st.one_of([st.lists(_records(r)) for r in CONTRACTS if encoders[r] is not None]))
    def check(records: list[Record]) -> None:
        for record, found in zip(
            records, encoders[type(records[0])].encode(records) if records else [], strict=True
        ):
            assert found == b"\0\0\0\0\1" + codec.encode(record)[5:]

    check()


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
