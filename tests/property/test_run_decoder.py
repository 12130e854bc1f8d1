"""Messages that are decoded together give the records that each of them gives alone, or none."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Sequence
from typing import Annotated, Literal

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from tests.property.test_codec_fuzz import bounded, damaged, varint
from tests.property.test_codec_round_trip import records_of

from twin_bus.codec import Codec
from twin_bus.errors import Undecodable, UnknownSchema
from twin_bus.memory import MemorySchemas
from twin_bus.run_decoder import run_decoder
from twin_schemas.annotations import Bounds
from twin_schemas.messages import CONTRACTS
from twin_schemas.record import Record


class Sample(Record, topic="lab.sample", owner="lab", key="name"):
    """A field of each kind.

    Attributes:
        name: A text.
        share: A number with a range.
        count: A whole number.
        state: One of a list.
        open: A truth.
        note: A text again.
    """

    name: str
    share: Annotated[float, Bounds(0, 1)]
    count: int
    state: Literal["idle", "busy"]
    open: bool
    note: str = ""


HEADER = b"\0\0\0\0\1"
CODEC = Codec(MemorySchemas([Sample]))
asyncio.run(CODEC.prepare([Sample, *CONTRACTS]))
TOGETHER = [r for r in CONTRACTS if run_decoder(r, HEADER)]
GOOD = CODEC.encode(Sample(name="ab", share=0.5, count=70, state="busy", open=True, note="é"))


def sample(
    name: bytes = b"\4ab",
    share: float = 0.5,
    count: bytes = b"\0",
    state: bytes = b"\2",
    open_: bytes = b"\1",
    note: bytes = b"\0",
) -> bytes:
    return HEADER + name + struct.pack("<d", share) + count + state + open_ + note


def alone(payload: bytes | None, record: type[Record]) -> str:
    try:
        return repr(CODEC.decode(payload, record))
    except (Undecodable, UnknownSchema):
        return ""


def check(payloads: Sequence[bytes | None], record: type[Record]) -> bool:
    """Whether they are decoded together; then each is as it is alone, types included."""
    if (found := CODEC.run_decoders[record](payloads)) is None:
        return False
    assert [*map(repr, found)] == [alone(payload, record) for payload in payloads]
    assert {*map(type, found)} == {record}
    return True


def test_only_contracts_with_bytes_or_lists_are_decoded_one_by_one():
    hints = {r: [*map(str, r.__annotations__.values())] for r in CONTRACTS}
    packed = {r for r, kinds in hints.items() if any("bytes" in k or "list" in k for k in kinds)}
    assert {*CONTRACTS} - {*TOGETHER} == packed
    assert len(TOGETHER) > len(packed) > 0


@pytest.mark.parametrize("record", TOGETHER, ids=lambda r: r.__name__)
@settings(max_examples=25, deadline=5_000)
@given(data=st.data())
def test_together_is_as_alone(record: type[Record], data: st.DataObject):
    records = data.draw(st.lists(records_of(record), min_size=1, max_size=5))
    assert check([CODEC.encode(r) for r in records], record)


@pytest.mark.parametrize("record", TOGETHER, ids=lambda r: r.__name__)
@settings(max_examples=25, deadline=5_000)
@given(data=st.data())
def test_a_damaged_message_is_as_alone_or_in_doubt(record: type[Record], data: st.DataObject):
    payloads = [CODEC.encode(r) for r in data.draw(st.lists(records_of(record), min_size=1))]
    place = data.draw(st.integers(0, len(payloads) - 1))
    payloads[place] = data.draw(damaged(payloads[place]))
    check(payloads, record)


@settings(max_examples=500, deadline=5_000)
@given(st.lists(damaged(GOOD) | st.just(GOOD), min_size=1), st.booleans())
def test_damage_of_every_kind_of_field_is_as_alone_or_in_doubt(payloads: list[bytes], many: bool):
    check(payloads + [GOOD] * (50 if many else 0), Sample)


@pytest.mark.parametrize(
    ("payload", "known"),
    [
        (sample(), True),
        (sample(open_=b"\2"), True),
        (sample(count=b"\xc8\x00"), True),
        (sample(count=varint(2**63 - 1)), True),
        (sample(count=varint(-(2**63))), True),
        (sample(note=b"\4\xc3\xa9"), True),
        (sample(count=b"\xff" * 9 + b"\2"), False),
        (sample(count=b"\x80" * 10 + b"\0"), False),
        (sample(share=float("nan")), False),
        (sample(share=struct.unpack("<d", b"\1\0\0\0\0\0\xf0\x7f")[0]), False),
        (sample(share=1.0000000000000002), False),
        (sample(state=b"\4"), False),
        (sample(state=b"\1"), False),
        (sample(note=b"\2\xc3"), False),
        (sample(name=b"\1"), False),
        (sample(name=varint(2**63 - 1), note=varint(2**63 - 1)), False),
        (sample() + b"\0", False),
        (sample()[:-1], False),
        (b"\0\0\0\0\2" + sample()[5:], False),
        (HEADER, False),
        (b"", False),
        (None, False),
    ],
)
def test_what_is_unusual_is_as_alone_or_in_doubt_wherever_it_stands(
    payload: bytes | None, known: bool
):
    for payloads in ([payload], [payload, GOOD], [GOOD, payload], [GOOD, payload, GOOD]):
        assert check(payloads, Sample) == known


def test_large_messages_are_left_to_be_decoded_alone_in_little_memory():
    large = sample(name=varint(150_000) + bytes(150_000))
    assert check([large, *[GOOD] * 300], Sample)
    lying = sample(name=varint(150_000) + b"a")
    bounded(lambda: check([*[lying] * 2_000, large], Sample))
    assert not check([large] * 2, Sample)
