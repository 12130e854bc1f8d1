"""JSON messages are checked against their Avro schema, and come back as they were."""

from __future__ import annotations

from typing import Any

import pytest

from twin_bus.errors import Misfit, Undecodable
from twin_bus.json_avro import JsonAvro, plain_json


def schema(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "record", "name": "Sample", "namespace": "lab", "fields": list(fields)}


PLACE = {"type": "record", "name": "Place", "fields": [{"name": "room", "type": "int"}]}
ALL = schema(
    {"name": "tag", "type": "string"},
    {"name": "volume", "type": "double", "minimum": 0, "maximum": 100},
    {"name": "count", "type": "long", "default": 1},
    {"name": "taken", "type": {"type": "long", "logicalType": "timestamp-millis"}},
    {"name": "state", "type": {"type": "enum", "name": "S", "symbols": ["open", "shut"]}},
    {"name": "note", "type": ["null", "string"], "default": None},
    {"name": "raw", "type": "bytes", "default": "\u00ff"},
    {"name": "from", "type": PLACE},
    {"name": "to", "type": ["null", "Place"], "default": None},
    {"name": "parts", "type": {"type": "array", "items": "Place"}, "default": []},
    {"name": "by", "type": {"type": "map", "values": "float"}, "default": {}},
    {"name": "id", "type": {"type": "fixed", "name": "Id", "size": 2}},
)
GOOD: dict[str, Any] = {
    "tag": "A-1",
    "volume": 5,
    "taken": 1_700_000_000_000,
    "state": "open",
    "from": {"room": 1},
    "to": {"room": 2},
    "parts": [{"room": 3}, {"room": 4}],
    "by": {"x": 0.5},
    "id": "AAE=",
}


def test_a_message_goes_to_avro_and_comes_back():
    codec = JsonAvro(ALL)
    fields = codec.checked(GOOD)
    assert plain_json(codec.decode(codec.encode(fields))) == GOOD | {
        "volume": 5.0,
        "count": 1,
        "note": None,
        "raw": "/w==",
    }


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"tag": 5}, "tag: 5 is no string"),
        ({"volume": "x"}, 'volume: "x" is no double'),
        ({"volume": True}, "volume: true is no double"),
        ({"volume": float("nan")}, "volume: NaN is no double"),
        ({"volume": 101}, "volume: 101.0 is outside 0 to 100"),
        ({"volume": -1}, "volume: -1.0 is outside 0 to 100"),
        ({"count": 2**63}, "count: 9223372036854775808 is no long"),
        ({"count": 1.5}, "count: 1.5 is no long"),
        ({"state": "ajar"}, 'state: "ajar" is no one of open, shut'),
        ({"note": 5}, "note: 5 is no null or string"),
        ({"raw": "*"}, 'raw: "*" is no base64 text'),
        ({"id": "AA=="}, "id: has 1 bytes, not 2"),
        ({"from": {"room": "x"}}, 'from.room: "x" is no int'),
        ({"from": 5}, "from: 5 is no record"),
        ({"parts": [{"room": 1}, {}]}, "parts[1].room: is missing"),
        ({"by": {"y": "z"}}, 'by.y: "z" is no float'),
        ({"colour": 1}, "colour: is not in the contract"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(change: dict[str, Any], complaint: str):
    with pytest.raises(Misfit) as caught:
        JsonAvro(ALL).checked(GOOD | change)
    assert str(caught.value) == complaint


def test_a_missing_field_and_no_object_are_named():
    codec = JsonAvro(ALL)
    with pytest.raises(Misfit, match="tag: is missing"):
        codec.checked({k: v for k, v in GOOD.items() if k != "tag"})
    with pytest.raises(Misfit, match=r"\[1\] is no record"):
        codec.checked([1])


def test_bytes_that_are_no_message_are_refused():
    codec = JsonAvro(ALL)
    whole = codec.encode(codec.checked(GOOD))
    for payload in (b"", whole[:-1], whole + b"x", b"\xff" * 40):
        with pytest.raises(Undecodable):
            codec.decode(payload)


def test_a_number_that_is_none_becomes_null():
    assert plain_json({"a": [float("nan"), 1.0], "b": b"\0"}) == {"a": [None, 1.0], "b": "AA=="}
