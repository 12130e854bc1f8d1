"""`twin contracts`: what there is, and how it changes."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from twin_ops.cli import complete
from twin_ops.cli.contract_files import bridge_of, named, schema_of
from twin_ops.cli.contract_tables import show_changes, show_detail, show_objections
from twin_ops.cli.output import out, print_json, show_rows
from twin_ops.errors import RefusedByRule
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Contract = Annotated[
    str, typer.Argument(metavar="CONTRACT", autocompletion=complete.contract_versions)
]
File = Annotated[str, typer.Argument(metavar="FILE", help="Avro schema, such as sample.avsc.")]
Name = Annotated[str, typer.Option(help="<domain>.<noun>; without, the file's name.")]
Number = Annotated[int, typer.Option(help="Version; without, the newest one.", min=0)]
Owner = Annotated[str, typer.Option(help="System that supplies it.")]
Doc = Annotated[str, typer.Option(help="What it is; without, the schema's doc.")]
Key = Annotated[str, typer.Option(help="Field that orders the messages; without, the first one.")]
Level = Annotated[str, typer.Option(help="What a later revision has to keep.")]
Mapping = Annotated[
    str, typer.Option("--bridge", help="JSON file: how the version before is made from this one.")
]
app = typer.Typer(no_args_is_help=True, help="The contracts that agents and other systems keep.")


def _client() -> ExchangeClient:
    return ExchangeClient(load_settings())


@app.command("list")
def list_contracts(as_json: Json = False) -> None:
    """List all contracts with owner, compatibility, state and consumers.

    Examples: `twin contracts list`, `twin contracts list --json`
    """
    columns = ("contract", "version", "owner", "compatibility", "state", "consumers")
    show_rows(columns, _client().get("/v1/contracts")["contracts"], as_json=as_json)


@app.command()
def show(contract: Contract, as_json: Json = False) -> None:
    """Show one contract: its fields, units and meaning, and who reads it.

    Examples: `twin contracts show plant.measurement`, `twin contracts show audit.entry.v1 --json`
    """
    answer = _client().get(f"/v1/contracts/{named(contract).path}")
    if as_json:
        print_json(answer)
    else:
        show_detail(answer)


@app.command()
def diff(
    new: Annotated[str, typer.Argument(metavar="NEW", autocompletion=complete.contract_versions)],
    old: Annotated[
        str, typer.Argument(metavar="[OLD]", autocompletion=complete.contract_versions)
    ] = "",
    as_json: Json = False,
) -> None:
    """Show field by field what a version or a file changes, and which rule it breaks.

    Without OLD a version is compared with the one before, a file with what is registered.

    Examples: `twin contracts diff lab.sample.v2 lab.sample.v1`,
    `twin contracts diff lab.sample.avsc lab.sample`
    """
    from twin_ops.cli.contract_files import compared

    level, found = compared(_client(), new, old)
    show_changes(found, level, as_json=as_json)


@app.command()
def check(
    file: File,
    name: Name = "",
    version: Number = 0,
    key: Key = "",
    compatibility: Level = "",
    bridge: Mapping = "",
    as_json: Json = False,
) -> None:
    """Try whether a schema would be taken; nothing is changed. Ends with 3 if it would not.

    Examples: `twin contracts check lab.sample.avsc`,
    `twin contracts check new.avsc --name lab.sample --version 2 --bridge v1.json`
    """
    client = _client()
    body = _body(client, file, name, version, key=key, compatibility=compatibility, bridge=bridge)
    answer = client.post("/v1/contracts/check", body)
    if as_json:
        print_json(answer)
    else:
        show_changes(answer["changes"], str(body["compatibility"]))
        show_objections(answer["objections"])
    if not answer["accepted"]:
        rules = ", ".join(dict.fromkeys(o["rule"] for o in answer["objections"]))
        raise RefusedByRule(f"{answer['contract']}.v{answer['version']} breaks: {rules}")
    if not as_json:
        out.print(f"{answer['contract']}.v{answer['version']} would be taken")


@app.command()
def register(
    file: File,
    name: Name = "",
    owner: Owner = "",
    doc: Doc = "",
    version: Number = 0,
    key: Key = "",
    compatibility: Level = "",
    bridge: Mapping = "",
    as_json: Json = False,
) -> None:
    """Declare a contract, its next version, or a compatible revision of its schema.

    Examples: `twin contracts register sample.avsc --name lab.sample --owner lims`,
    `twin contracts register new.avsc --name lab.sample --version 2 --bridge v1.json`
    """
    client = _client()
    more = {"owner": owner, "doc": doc, "key": key, "compatibility": compatibility}
    body = _body(client, file, name, version, bridge=bridge, **more)
    _tell(client.post("/v1/contracts", body), as_json=as_json)


def _body(
    client: ExchangeClient, file: str, name: str, version: int, *, bridge: str, **more: str
) -> dict[str, Any]:
    schema = schema_of(file)
    contract = name or named(file).name
    known = client.find(f"/v1/contracts/{contract}") or {}
    same = {
        "version": known.get("version", 1),
        "owner": known.get("owner", "unknown"),
        "doc": known.get("doc", ""),
        "key": known.get("key", ""),
        "compatibility": known.get("compatibility", "BACKWARD"),
    }
    given = {field: value for field, value in more.items() if value}
    body = {"name": contract, "avro": schema} | same | given
    if version:
        body["version"] = version
    if bridge:
        body["bridge"] = bridge_of(bridge)
    return body


def _tell(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        out.print(f"{answer['topic']} is {answer['state']}")


@app.command()
def deprecate(contract: Contract, as_json: Json = False) -> None:
    """Say that a version should not be used any more; it goes on working.

    Examples: `twin contracts deprecate lab.sample.v1`
    """
    _change("deprecate", contract, as_json=as_json)


@app.command()
def decommission(contract: Contract, as_json: Json = False) -> None:
    """Withdraw a version. Refused, with exit code 3, while anybody still reads it.

    Examples: `twin contracts decommission lab.sample.v1`
    """
    _change("decommission", contract, as_json=as_json)


def _change(action: str, contract: str, *, as_json: bool) -> None:
    client = _client()
    version = named(contract).version or client.get(f"/v1/contracts/{contract}")["version"]
    path = f"/v1/contracts/{named(contract).name}/{version}/{action}"
    _tell(client.post(path, {}), as_json=as_json)


@app.command()
def switch(
    group: Annotated[str, typer.Argument(metavar="GROUP", help="Consumer group, not running.")],
    contract: Annotated[str, typer.Argument(metavar="CONTRACT", autocompletion=complete.contracts)],
    old: Annotated[int, typer.Option("--from", help="Version that it reads.", min=1)],
    new: Annotated[int, typer.Option("--to", help="Version that it will read.", min=1)],
    as_json: Json = False,
) -> None:
    """Have a consumer group go on with another version at the same message, forth or back.

    Examples: `twin contracts switch reports lab.sample --from 1 --to 2`
    """
    body = {"group": group, "old": old, "new": new}
    answer = _client().post(f"/v1/contracts/{contract}/switch", body)
    if as_json:
        print_json(answer)
    else:
        places = ", ".join(f"{p} at {o}" for p, o in answer["offsets"].items())
        out.print(f"{group} goes on with {answer['new']}, partition {places}")
