from __future__ import annotations

import io
from dataclasses import replace

import fastavro
import pytest

from twin_bus.codec import Codec
from twin_bus.errors import Undecodable
from twin_bus.memory import MemorySchemas
from twin_schemas.messages import AgentHealth, SetpointRequested

REQUEST = SetpointRequested(
    request_id="1",
    tag="FIC-101.SP",
    value=1.0,
    unit="kg/s",
    author="admin",
    origin="operator",
    requested_ns=1,
)


@pytest.fixture
async def codec() -> Codec:
    made = Codec(MemorySchemas())
    await made.prepare([SetpointRequested, AgentHealth])
    return made


async def test_bytes_have_confluents_header(codec: Codec):
    assert codec.encode(REQUEST)[:5] == b"\0\0\0\0\1"


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (None, "tombstone"),
        (b"", "magic"),
        (b"hello world", "magic"),
        (b"\0\0\0\0\x63rest", "schema id 99"),
        (b"\0\0\0\0\1\x04", "not a SetpointRequested"),
    ],
)
async def test_what_is_no_message_is_refused_with_its_reason(
    codec: Codec, payload: bytes | None, reason: str
):
    with pytest.raises(Undecodable, match=reason):
        await codec.read(payload, SetpointRequested)


async def test_bytes_after_the_record_are_refused(codec: Codec):
    with pytest.raises(Undecodable, match="3 bytes after"):
        codec.decode(codec.encode(REQUEST) + b"abc", SetpointRequested)


async def test_a_number_outside_its_range_is_refused_on_both_sides(codec: Codec):
    wrong = replace(REQUEST, timeout_s=-1.0)
    with pytest.raises(ValueError, match="timeout_s"):
        codec.encode(wrong)


async def test_an_older_writers_record_is_read_with_defaults(codec: Codec):
    schema = {
        "type": "record",
        "name": "SetpointRequested",
        "namespace": "org.twinbus.control.v1",
        "fields": [
            {"name": name, "type": kind}
            for name, kind in (
                ("request_id", "string"),
                ("tag", "string"),
                ("value", "double"),
                ("unit", "string"),
                ("author", "string"),
                ("requested_ns", "long"),
            )
        ]
        + [
            {
                "name": "origin",
                "type": {
                    "type": "enum",
                    "name": "Origin",
                    "symbols": ["plant", "model", "replay", "operator", "instructor"],
                },
            }
        ],
    }
    codec._writers[7] = fastavro.parse_schema(schema)
    buffer = io.BytesIO(b"\0\0\0\0\7")
    buffer.seek(5)
    older = {k: v for k, v in vars(REQUEST).items() if k not in {"reason", "timeout_s"}}
    fastavro.schemaless_writer(buffer, codec._writers[7], older)
    assert codec.decode(buffer.getvalue(), SetpointRequested) == REQUEST
