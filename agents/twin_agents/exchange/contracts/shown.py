"""Contracts as JSON, with the stable fields of a contract."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from twin_agents.exchange.contracts.catalogue import CODE_TOPICS
from twin_agents.exchange.contracts.consumers import Consumers
from twin_agents.exchange.value_text import iso
from twin_schemas.contract_events import ContractDeclared
from twin_schemas.evolution import Change, type_text


def row(declared: ContractDeclared, consumers: Consumers) -> dict[str, Any]:
    """One line of the list."""
    return {
        "contract": declared.name,
        "version": declared.version,
        "owner": declared.owner,
        "compatibility": declared.compatibility,
        "state": declared.state,
        "consumers": consumers.names,
        "consumers_seen": [asdict(group) for group in consumers.seen],
        "topic": declared.topic,
        "key": declared.key_field,
        "doc": declared.doc,
        "origin": "code" if declared.topic in CODE_TOPICS else "external",
        "fed_from": json.loads(declared.bridge)["from"] if declared.bridge else None,
        "author": declared.author,
        "changed": iso(declared.time_ns) if declared.time_ns else None,
    }


def detail(declared: ContractDeclared, consumers: Consumers) -> dict[str, Any]:
    """One contract with its fields and its schema."""
    schema = json.loads(declared.schema)
    fields = [_field(one) for one in schema["fields"]]
    bridge = json.loads(declared.bridge) if declared.bridge else None
    return row(declared, consumers) | {"fields": fields, "schema": schema, "bridge": bridge}


def _field(one: Mapping[str, Any]) -> dict[str, Any]:
    made = {
        "field": one["name"],
        "type": type_text(one["type"]),
        "unit": one.get("unit"),
        "meaning": one.get("doc", ""),
    }
    return made | ({"default": one["default"]} if "default" in one else {})


def change(difference: Change, level: str) -> dict[str, Any]:
    """One difference, and whether a compatibility level allows it."""
    rule = difference.broken(level)
    return asdict(difference) | {"compatible": not rule, "rule": rule or None}


def changes(found: Sequence[Change], level: str) -> list[dict[str, Any]]:
    """Differences in order."""
    return [change(one, level) for one in found]
