"""The reference page of all contracts."""

from __future__ import annotations

import inspect
from typing import Any

from twin_ops.readers import readers_of, writers_of
from twin_schemas.avro import avro_schema
from twin_schemas.messages import CONTRACTS
from twin_schemas.record import Record

_HEAD = """# Contracts

Generated from `schemas/twin_schemas/messages.py` by `make generate`; do not edit.
"""


def reference_page() -> str:
    """Markdown with one section per contract."""
    return "\n".join([_HEAD, *(_section(record) for record in CONTRACTS)])


def _section(record: type[Record]) -> str:
    contract = record.contract
    doc = inspect.cleandoc(record.__doc__ or "").partition("Attributes:")[0].strip()
    kind = "request" if contract.request else "event"
    rows = [_row(field) for field in avro_schema(record)["fields"]]
    return "\n".join([
        f"## {contract.topic}\n",
        f"`{record.__name__}`, {kind}, owner `{contract.owner}`, key `{contract.key}`, "
        f"compatibility {contract.compatibility}. {doc}\n",
        f"Written by: {', '.join(writers_of(record)) or 'nobody'}. "
        f"Read by: {', '.join(readers_of(record)) or 'nobody'}.\n",
        "| field | type | unit | meaning |",
        "|---|---|---|---|",
        *rows,
        "",
    ])


def _row(field: dict[str, Any]) -> str:
    return (
        f"| `{field['name']}` | {_type(field['type'])} | {field.get('unit', '')} | {field['doc']} |"
    )


def _type(kind: Any) -> str:
    if isinstance(kind, str):
        return kind
    if kind["type"] == "array":
        return f"array of {_type(kind['items'])}"
    return " / ".join(kind["symbols"])
