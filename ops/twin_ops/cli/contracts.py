"""`twin contracts`."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

import typer

from twin_bus.errors import RegistryUnavailable
from twin_bus.schema_registry import SchemaRegistry
from twin_ops.cli import complete
from twin_ops.cli.output import out, print_json, show_rows
from twin_ops.errors import Unreachable, Usage
from twin_ops.settings import Settings, load_settings
from twin_schemas.avro import avro_schema, summary
from twin_schemas.messages import CONTRACTS, contract_named
from twin_schemas.record import Record

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
app = typer.Typer(no_args_is_help=True, help="The contracts that the agents keep.")


@app.command("list")
def list_contracts(as_json: Json = False) -> None:
    """List all contracts with owner, compatibility, state and consumers.

    Examples: `twin contracts list`, `twin contracts list --json`
    """
    rows = asyncio.run(_rows(load_settings(), CONTRACTS))
    columns = ("contract", "version", "owner", "compatibility", "state", "consumers")
    show_rows(columns, rows, as_json=as_json)


@app.command()
def show(
    contract: Annotated[str, typer.Argument(metavar="CONTRACT", autocompletion=complete.contracts)],
    as_json: Json = False,
) -> None:
    """Show one contract: its fields, units and meaning.

    Examples: `twin contracts show plant.measurement`, `twin contracts show audit.entry --json`
    """
    record = contract_named(contract)
    if record is None:
        names = ", ".join(c.contract.subject for c in CONTRACTS)
        raise Usage(f"there is no contract {contract}; there are {names}")
    (row,) = asyncio.run(_rows(load_settings(), (record,)))
    schema = avro_schema(record)
    if as_json:
        print_json(row | {"schema": schema})
        return
    out.print(f"{record.contract.topic}: {summary(record)}\n")
    show_rows(tuple(row), [row])
    out.print()
    show_rows(("field", "type", "unit", "meaning"), [_field(f) for f in schema["fields"]])


def _field(field: dict[str, Any]) -> dict[str, object]:
    kind = field["type"]
    text = kind if isinstance(kind, str) else json.dumps(kind.get("symbols", kind))
    return {
        "field": field["name"],
        "type": text,
        "unit": field.get("unit"),
        "meaning": field["doc"],
    }


async def _rows(settings: Settings, records: tuple[type[Record], ...]) -> list[dict[str, object]]:
    from twin_ops.readers import readers_of

    registry = SchemaRegistry(settings.registry_url)
    try:
        subjects = set(await registry.request("GET", "/subjects"))
        level = (await registry.request("GET", "/config"))["compatibilityLevel"]
    except RegistryUnavailable as error:
        raise Unreachable(f"{error}; start the twin with `twin up`") from error
    finally:
        await registry.close()
    return [
        {
            "contract": record.contract.subject,
            "version": record.contract.version,
            "owner": record.contract.owner,
            "compatibility": level,
            "state": "registered" if record.contract.registry_subject in subjects else "declared",
            "consumers": readers_of(record),
        }
        for record in records
    ]
