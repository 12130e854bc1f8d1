"""`twin audit`: the hash-chained log of everything that was written, refused or tried."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from twin_agents.audit.chain import Check, Fault, Link
from twin_agents.exchange.audit_board import AuditSearch
from twin_bus.codec import Codec
from twin_ops.cli.output import err, out, print_json, show_rows
from twin_ops.cli.streams import Wanted, messages, moment
from twin_ops.errors import FOUND, Usage
from twin_ops.instance_registry import registry_of
from twin_ops.kafka.grants import COMMAND_LINE
from twin_ops.settings import Settings, load_settings
from twin_schemas.messages import AuditEntry

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Pattern = Annotated[str, typer.Option(help="Only what matches, e.g. 'setpoint.*'.")]
app = typer.Typer(no_args_is_help=True, help="The hash-chained log of what was done and tried.")
_BEGIN = datetime.fromtimestamp(0, UTC)


@app.command("list")
def list_entries(
    since: Annotated[
        str, typer.Option("--from", help="Where to begin: a span such as 10m, or an ISO time.")
    ] = "1h",
    actor: Pattern = "*",
    action: Pattern = "*",
    subject: Pattern = "*",
    as_json: Json = False,
) -> None:
    """List who did what, and when.

    Examples: `twin audit list --action 'setpoint.*'`, `twin audit list --from 7d --actor ann`
    """
    wanted = AuditSearch(actor=actor, action=action, subject=subject)
    found = asyncio.run(_read(load_settings(), moment(since) or _BEGIN))
    rows = [_row(entry) for entry in found if wanted.has(entry)]
    show_rows(("sequence>", "time", "actor", "action", "subject"), rows, as_json=as_json)


def _row(entry: AuditEntry) -> dict[str, object]:
    time = datetime.fromtimestamp(entry.time_ns / 1e9, UTC).isoformat(timespec="milliseconds")
    fields = {"sequence": entry.sequence, "time": time, "actor": entry.actor}
    return fields | {"action": entry.action, "subject": entry.subject}


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines, an entry each.")],
) -> None:
    """Write the whole log to a file, and print its head.

    Write the head down somewhere else: with it `verify` shows later that nothing was cut off.

    Example: `twin audit export audit.jsonl`
    """
    entries = asyncio.run(_read(load_settings(), _BEGIN))
    try:
        with file.open("w") as lines:
            lines.writelines(json.dumps(asdict(entry)) + "\n" for entry in entries)
    except OSError as error:
        raise Usage(f"{file} can not be written: {error.strerror}") from error
    head = Link(entries[-1].sequence, entries[-1].hash) if entries else Link()
    err.print(f"{len(entries)} entries in {file}; the head is")
    out.print(str(head))


@app.command()
def verify(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="An exported log; the live one if absent.")
    ] = None,
    head: Annotated[
        str, typer.Option(help="A head that `export` printed: that entry must be there.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Check that no entry was changed, removed or put in another place.

    A file is checked without any running twin. The exit code is 1 if something is wrong.

    Examples: `twin audit verify audit.jsonl`, `twin audit verify --head 812:5f0c...`
    """
    entries = asyncio.run(_read(load_settings(), _BEGIN)) if file is None else _from_file(file)
    check = Check()
    faults = list(check.faults(entries))
    if head:
        faults += check.require(_head(head))
    _show(faults, check, as_json=as_json)
    if faults:
        raise typer.Exit(FOUND)


def _show(faults: list[Fault], check: Check, *, as_json: bool) -> None:
    if as_json:
        for fault in faults:
            print_json(asdict(fault))
        print_json({"entries": check.count, "faults": len(faults), "head": str(check.head)})
        return
    if faults:
        show_rows(("position>", "kind", "what"), [asdict(fault) for fault in faults])
    words = f"{len(faults)} faults" if faults else "nothing changed, removed or moved"
    err.print(f"{check.count} entries: {words}; the head is {check.head}")


def _head(text: str) -> Link:
    sequence, _, digest = text.partition(":")
    if not sequence.isdecimal() or len(digest) != len(Link().hash):
        raise Usage(f"--head {text!r} is not what `twin audit export` prints: NUMBER:HASH")
    return Link(int(sequence), digest)


def _from_file(file: Path) -> Iterator[AuditEntry]:
    try:
        lines = file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(f"{file} can not be read: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            yield AuditEntry(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise Usage(f"{file}:{number} is no audit entry: {error}") from error


async def _read(settings: Settings, begin: datetime) -> list[AuditEntry]:
    codec = Codec(registry_of(settings, COMMAND_LINE))
    await codec.prepare([AuditEntry])
    found: AsyncIterator[Any] = messages(
        settings, Wanted(AuditEntry.contract.topic, begin, end=True)
    )
    return [await codec.read(message.value, AuditEntry) async for message in found]
