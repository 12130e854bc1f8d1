"""Writes what is generated from the code; `--check` compares instead.

`python -m twin_ops.generate` after a change of a contract or of the plant description's form.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import twin_schemas
from twin_agents.exchange.api import api_description
from twin_ops.cli.app import Commands
from twin_ops.cli.lazy_group import SUMMARIES, summaries_of
from twin_ops.kafka.grants import GRANTS_FILE
from twin_ops.readers import traffic
from twin_ops.render.access_control import declared_grants
from twin_ops.render.access_page import access_page
from twin_ops.render.asyncapi import asyncapi_document
from twin_ops.render.faults_page import faults_page
from twin_ops.render.model_cards import cards
from twin_ops.render.permissions import permissions_page
from twin_ops.render.reference import reference_page
from twin_ops.render.typescript import typescript
from twin_schemas.avro import avro_schema
from twin_schemas.faults import faults_schema
from twin_schemas.messages import CONTRACTS
from twin_schemas.plant import area_schema, plant_schema
from twin_schemas.scenario import scenario_schema
from twin_schemas.traffic import TRAFFIC_FILE

ROOT = Path(__file__).parents[2]
_REFERENCE = ROOT / "ops" / "docs" / "reference"
_SCREEN = ROOT / "agents" / "web" / "src" / "core" / "contracts"
_SCHEMAS = Path(twin_schemas.__file__).parent


def _as_json(thing: object) -> str:
    return json.dumps(thing, indent=2) + "\n"


def generated() -> Mapping[Path, Callable[[], str]]:
    """Content of every generated file, by path."""
    locks = {
        _SCHEMAS / "avsc" / f"{record.contract.topic}.avsc": _lock(record) for record in CONTRACTS
    }
    return {
        **locks,
        _SCHEMAS / "plant" / "plant.schema.json": lambda: _as_json(plant_schema()),
        _SCHEMAS / "plant" / "area.schema.json": lambda: _as_json(area_schema()),
        SUMMARIES: lambda: _as_json(summaries_of(Commands())),
        TRAFFIC_FILE: lambda: _as_json(traffic()),
        GRANTS_FILE: lambda: _as_json([asdict(grant) for grant in declared_grants()]),
        _REFERENCE / "contracts.md": reference_page,
        _REFERENCE / "faults.schema.json": lambda: _as_json(faults_schema()),
        _REFERENCE / "faults.md": faults_page,
        _REFERENCE / "scenario.schema.json": lambda: _as_json(scenario_schema()),
        _REFERENCE / "bus-access.md": access_page,
        _REFERENCE / "permissions.md": permissions_page,
        _REFERENCE / "asyncapi.json": lambda: _as_json(asyncapi_document()),
        _REFERENCE / "openapi.json": lambda: _as_json(api_description()),
        **{_SCREEN / name: _text(content) for name, content in typescript().items()},
        **cards(),
    }


def _text(content: str) -> Callable[[], str]:
    return lambda: content


def _lock(record: type) -> Callable[[], str]:
    return lambda: _as_json(avro_schema(record))


def stale() -> list[Path]:
    """Generated files that are missing or differ from what the code gives."""
    return [
        path
        for path, content in generated().items()
        if not path.exists() or path.read_text() != content()
    ]


def main(arguments: list[str]) -> int:
    """Writes the stale files, or with `--check` only names them; the exit code."""
    wanting = stale()
    for path in wanting:
        if "--check" in arguments:
            sys.stderr.write(f"{path.relative_to(ROOT)} is stale: run `make generate`\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(generated()[path]())
    return int("--check" in arguments and bool(wanting))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
