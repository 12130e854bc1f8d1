"""Whatever bytes come, a decoder gives a record or a declared error, soon and in little memory."""

from __future__ import annotations

import asyncio
import io
import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import fastavro
import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from twin_agents.exchange.contracts.supply import AVRO, JSON, MessageCodec, Unfit
from twin_bus.bounded_avro import DEEPEST, needs_bounds
from twin_bus.codec import Codec
from twin_bus.errors import Misfit, Undecodable, UnknownSchema
from twin_bus.json_avro import JsonAvro, plain_json
from twin_bus.memory import MemorySchemas
from twin_schemas.contract_events import ContractDeclared
from twin_schemas.messages import CONTRACTS
from twin_schemas.record import Record

_MOST_MEMORY = 64 * 1024 * 1024
PLACE = {"type": "record", "name": "Place", "fields": [{"name": "room", "type": "int"}]}
FIELDS: dict[str, Any] = {
    "tag": "string",
    "count": "long",
    "share": "double",
    "raw": "bytes",
    "state": {"type": "enum", "name": "State", "symbols": ["open", "shut"]},
    "note": ["null", "string", PLACE],
    "parts": {"type": "array", "items": "Place"},
    "by": {"type": "map", "values": "float"},
    "id": {"type": "fixed", "name": "Id", "size": 2},
}
PLAIN = JsonAvro({
    "type": "record",
    "name": "Sample",
    "fields": [{"name": name, "type": kind} for name, kind in FIELDS.items()],
})
CHAIN = JsonAvro({
    "type": "record",
    "name": "Link",
    "namespace": "a.b",
    "fields": [{"name": "name", "type": "string"}, {"name": "next", "type": ["null", "Link"]}],
})
NOTHINGS = JsonAvro({
    "type": "record",
    "name": "Nothings",
    "fields": [
        {"name": "name", "type": "string"},
        {"name": "all", "type": {"type": "array", "items": "null"}},
    ],
})
VALID = PLAIN.encode(
    PLAIN.checked({
        "tag": "A-1",
        "count": -70_000,
        "share": 0.5,
        "raw": "AAECAw==",
        "state": "shut",
        "note": {"room": 7},
        "parts": [{"room": 1}, {"room": 2}],
        "by": {"x": 0.5},
        "id": "AAE=",
    })
)


def varint(number: int) -> bytes:
    number = (number << 1) ^ (number >> 63)
    parts = []
    while number & ~0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


@st.composite
def damaged(draw: st.DrawFn, valid: bytes) -> bytes:
    """Valid bytes with some flipped, cut off, doubled or with others put in between."""
    data = bytearray(valid)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(["flip", "cut", "put", "double"])):
            case "flip" if data:
                data[place] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[place:]
            case "put":
                data[place:place] = draw(st.one_of(st.binary(max_size=12), _LENGTHS))
            case _:
                data += data[place:]
    return bytes(data)


_LENGTHS = st.integers(-(2**63), 2**63 - 1).map(varint)


def bounded(work: Callable[[], None]) -> None:
    """Runs it; fails if it takes a lot of memory on the way."""
    tracemalloc.start()
    try:
        work()
        assert tracemalloc.get_traced_memory()[1] < _MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.fixture(scope="module")
def codec() -> Codec:
    made = Codec(MemorySchemas())
    asyncio.run(made.prepare(CONTRACTS))
    return made


@pytest.mark.parametrize("record", CONTRACTS, ids=lambda r: r.__name__)
@settings(max_examples=60, deadline=5_000)
@given(data=st.data())
def test_damaged_messages_of_the_code_are_decoded_or_refused(
    codec: Codec, record: type[Record], data: st.DataObject
):
    head = codec.encoders[record]
    schema_id = bytes([0, 0, 0, 0, CONTRACTS.index(record) + 1])
    payload = data.draw(
        st.one_of(st.binary(max_size=100), st.binary(max_size=200).map(lambda b: schema_id + b))
    )
    try:
        made = codec.decode(payload, record)
    except (Undecodable, UnknownSchema):
        return
    assert type(made) is record
    assert codec.decode(head(made), record) is not None


@settings(max_examples=300, deadline=5_000)
@given(damaged(VALID))
def test_damaged_messages_of_others_are_decoded_or_refused(payload: bytes):
    def work() -> None:
        try:
            fields = PLAIN.decode(payload)
        except Undecodable:
            return
        json.dumps(plain_json(fields), allow_nan=False)

    bounded(work)


@settings(max_examples=100, deadline=5_000)
@given(
    st.sampled_from([CHAIN, NOTHINGS]),
    st.one_of(
        st.binary(max_size=300),
        st.integers(0, 2**62).map(lambda n: b"\0" + varint(n) + b"\0"),
        st.integers(0, 20_000).map(lambda n: b"\0\2" * n + b"\0\0"),
    ),
)
def test_deep_and_endless_bytes_are_decoded_or_refused(codec: JsonAvro, payload: bytes):
    def work() -> None:
        try:
            codec.decode(payload)
        except Undecodable:
            return

    bounded(work)


def test_what_nests_too_deep_is_refused_and_what_does_not_is_read():
    def chain(levels: int) -> bytes:
        return b"\2a\2" * levels + b"\2a\0"

    levels, fields = 0, CHAIN.decode(chain(30))
    while fields["next"]:
        levels, fields = levels + 1, fields["next"]
    assert levels == 30
    with pytest.raises(Undecodable, match=f"deeper than {DEEPEST}"):
        CHAIN.decode(chain(100_000))
    with pytest.raises(Undecodable, match="more than 100000 values"):
        NOTHINGS.decode(b"\0" + varint(2**60) + b"\0")
    with pytest.raises(Undecodable, match="deeper"):
        PLAIN.decode(chain(100_000), writer=CHAIN.parsed)


def test_a_container_with_a_deep_or_packed_content_is_refused():
    declared = ContractDeclared(
        topic="lab.sample.v1",
        name="lab.sample",
        version=1,
        owner="lab",
        doc="",
        key_field="tag",
        compatibility="BACKWARD",
        state="registered",
        schema=json.dumps(PLAIN.schema),
        author="lab",
        time_ns=0,
    )
    supply = MessageCodec(declared, 1)
    for schema, codec, words in (
        (NOTHINGS.schema, "null", "items without bytes"),
        (PLAIN.schema, "deflate", "packed"),
    ):
        body = io.BytesIO()
        fastavro.writer(body, fastavro.parse_schema(dict(schema)), [], codec=codec)
        with pytest.raises(Unfit, match=words):
            supply.records(body.getvalue(), AVRO)
    for text in ("[" * 100_000, '{"a":' * 100_000):
        with pytest.raises(Unfit, match="not application/json"):
            supply.records(text.encode(), JSON)


def test_json_that_nests_too_deep_is_refused():
    value: dict[str, Any] = {"name": "a", "next": None}
    for _ in range(150):
        value = {"name": "a", "next": value}
    with pytest.raises((Misfit, RecursionError)):
        CHAIN.encode(CHAIN.checked(value))


_schemas = st.recursive(
    st.one_of(st.sampled_from(["null", "int", "string", "double"]), st.just({"type": "boolean"})),
    lambda inner: st.one_of(
        st.builds(lambda items: {"type": "array", "items": items}, inner),
        st.builds(lambda values: {"type": "map", "values": values}, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(_schemas)
def test_only_items_that_take_no_bytes_make_a_tree_of_arrays_suspicious(schema: Any):
    text = json.dumps(schema)
    assert needs_bounds(schema) == ('"items": "null"' in text)
