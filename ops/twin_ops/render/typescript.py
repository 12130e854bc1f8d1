"""The contracts as TypeScript types, for the screen and for systems of others."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from twin_schemas import vocabulary
from twin_schemas.avro import avro_schema
from twin_schemas.messages import CONTRACTS
from twin_schemas.record import Record

_WIDTH = 100
_HEAD = "/** Generated from the contracts of the code by `make generate`; do not edit. */\n"
_PRIMITIVES = {"string": "string", "boolean": "boolean", "bytes": "string", "null": "null"}


def typescript() -> dict[str, str]:
    """Content by file name: the closed vocabularies, and the contracts of each domain."""
    domains = dict.fromkeys(_domain(record) for record in CONTRACTS)
    words = "\n".join([_HEAD, *_vocabulary()])
    return {"vocabulary.ts": words} | {f"{name}.ts": _contracts_of(name) for name in domains}


def _domain(record: type[Record]) -> str:
    """What a topic is about: the first word of its name."""
    return record.contract.topic.partition(".")[0]


def _contracts_of(domain: str) -> str:
    records = [record for record in CONTRACTS if _domain(record) == domain]
    interfaces = "\n".join(map(_interface, records))
    used = sorted(name for name in _words().values() if re.search(rf": .*\b{name}\b", interfaces))
    return "\n".join([_HEAD, *([_import(used)] if used else []), interfaces])


def _import(names: Sequence[str]) -> str:
    line = f'import type {{ {", ".join(names)} }} from "./vocabulary";\n'
    if len(line) <= _WIDTH:
        return line
    return "\n".join(["import type {", *(f"  {n}," for n in names), '} from "./vocabulary";\n'])


def _words() -> Mapping[tuple[str, ...], str]:
    """Name of each vocabulary, by its words."""
    every = {name: typing.get_args(kind) for name, kind in vars(vocabulary).items()}
    return {words: name for name, words in every.items() if words and name[0].isupper()}


def _vocabulary() -> Iterator[str]:
    for words, name in _words().items():
        quoted = [f'"{word}"' for word in words]
        union = " | ".join(quoted)
        forms = (
            f"export type {name} = {union};",
            f"export type {name} =\n  {union};",
            "\n".join([f"export type {name} =", *(f"  | {word}" for word in quoted)]) + ";",
        )
        fits = (form for form in forms if max(map(len, form.splitlines())) <= _WIDTH)
        yield next(fits, forms[-1]) + "\n"


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
    if isinstance(kind, dict) and kind["type"] == "array":
        return f"{_type(kind['items'])}[]"
    if isinstance(kind, dict):
        return _words()[tuple(kind["symbols"])]
    return _PRIMITIVES.get(kind, "number")
