"""The contracts as TypeScript types, for the screen and for systems of others."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any

from twin_schemas import vocabulary
from twin_schemas.avro import avro_schema
from twin_schemas.messages import CONTRACTS
from twin_schemas.record import Record

_WIDTH = 100
_HEAD = "/** Generated from the contracts of the code by `make generate`; do not edit. */\n"
_PRIMITIVES = {"string": "string", "boolean": "boolean", "bytes": "string", "null": "null"}


def typescript() -> str:
    """One type per closed vocabulary and one interface per contract."""
    parts = [_HEAD, *_vocabulary(), *(_interface(record) for record in CONTRACTS)]
    return "\n".join(parts)


def _words() -> Mapping[tuple[str, ...], str]:
    """Name of each vocabulary, by its words."""
    every = {name: typing.get_args(kind) for name, kind in vars(vocabulary).items()}
    return {words: name for name, words in every.items() if words and name[0].isupper()}


def _vocabulary() -> Iterator[str]:
    for words, name in _words().items():
        quoted = [f'"{word}"' for word in words]
        line = f"export type {name} = {' | '.join(quoted)};"
        if len(line) > _WIDTH:
            line = "\n".join([f"export type {name} =", *(f"  | {word}" for word in quoted)]) + ";"
        yield line + "\n"


def _interface(record: type[Record]) -> str:
    schema = avro_schema(record)
    fields = [line for field in schema["fields"] for line in _field(field)]
    head = f"/** `{record.contract.topic}`: {schema['doc']} */"
    return "\n".join([head, f"export interface {record.__name__} {{", *fields, "}", ""])


def _field(field: Mapping[str, Any]) -> Iterator[str]:
    unit = f" [{field['unit']}]" if "unit" in field else ""
    yield f"  /** {field['doc']}{unit} */"
    yield f"  {field['name']}: {_type(field['type'])};"


def _type(kind: Any) -> str:
    if isinstance(kind, list):
        return " | ".join(map(_type, kind))
    if isinstance(kind, dict):
        return _words()[tuple(kind["symbols"])]
    return _PRIMITIVES.get(kind, "number")
