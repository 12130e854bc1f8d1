"""Sparkplug payloads written and read byte by byte, without what the adapter has for it.

Protocol Buffers, "Encoding": a field is a varint of its number and its wire type, then its value.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

TIMESTAMP, METRICS, SEQ = 1, 2, 3
NAME, ALIAS, TAKEN, DATATYPE, HISTORICAL, NULL, PROPERTIES = 1, 2, 3, 4, 5, 7, 9
INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING = 10, 11, 12, 13, 14, 15
KEYS, VALUES, PROPERTY_TYPE, PROPERTY_INT, PROPERTY_STRING = 1, 2, 1, 3, 8


def varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def field(number: int, value: int | float | str | bytes) -> bytes:
    """A varint, eight bytes of a double, or bytes with their length before them."""
    if isinstance(value, float):
        return varint(number << 3 | 1) + struct.pack("<d", value)
    if isinstance(value, int):
        return varint(number << 3) + varint(int(value))
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def message(fields: dict[int, Any]) -> bytes:
    """Fields by their numbers; a list is a repeated one, and None is left out."""
    many = [(n, v if isinstance(v, list) else [v]) for n, v in fields.items() if v is not None]
    return b"".join(field(number, one) for number, values in many for one in values)


def payload(now_ms: int, seq: int | None, metrics: list[bytes]) -> bytes:
    return message({TIMESTAMP: now_ms, METRICS: metrics, SEQ: seq})


def unit_property(unit: str) -> bytes:
    told = message({PROPERTY_TYPE: 12, PROPERTY_STRING: unit})
    return message({KEYS: "engUnit", VALUES: told})


def quality_property(code: int) -> bytes:
    return message({KEYS: "Quality", VALUES: message({PROPERTY_TYPE: 3, PROPERTY_INT: code})})


def fields_in(content: bytes) -> dict[int, list[Any]]:
    """What is in a message: numbers, doubles, and bytes that may be messages."""
    found: dict[int, list[Any]] = {}
    for number, value in _fields(content):
        found.setdefault(number, []).append(value)
    return found


def _fields(content: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(content, at)
        else:
            size, at = (8, at) if kind == 1 else _varint(content, at)
            value, at = content[at : at + size], at + size
        yield number, struct.unpack("<d", value)[0] if kind == 1 else value


def _varint(content: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = content[at]
        number, shift, at = number | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < 0x80:
            return number, at
