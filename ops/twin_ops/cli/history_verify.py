"""`twin history --verify`: files that have gone, or do not say any more what was written."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import typer

from twin_bus.errors import BusUnavailable, RegistryUnavailable
from twin_ops.cli.output import err, print_json, show_rows
from twin_ops.cli.progress import of_the_past
from twin_ops.errors import FOUND
from twin_ops.instance_registry import registry_of
from twin_ops.kafka.credentials import NoCredentials, kafka_as
from twin_ops.kafka.grants import COMMAND_LINE, principal_of

if TYPE_CHECKING:
    from twin_ops.settings import Settings
    from twin_ops.stored.mending import Bus
    from twin_ops.stored.verifying import Damage

_COLUMNS = ("contract", "hour", "first>", "last>", "what", "next", "file")
_HOUR = 3600
_COPY = "put the file back from a copy, or else move it away and --verify --accept-loss"


def verify(settings: Settings, *, repair: bool, accept_loss: bool, as_json: bool) -> None:
    """Checks all files, shows the damaged and missing ones, and says how each is mended."""
    from twin_ops.stored.verifying import Verification

    verification = Verification(settings.history_folder)
    with of_the_past() as tell:
        damages = list(verification.damages(tell))
    rows = [_row(settings, one, repair=repair) for one in damages]
    accepted = _accepted(damages, rows) if accept_loss else 0
    left = sum(not row["mended"] for row in rows)
    if rows:
        show_rows(_COLUMNS, rows, as_json=as_json)
    missing = sum(one.is_missing for one in damages)
    counts = {"files": verification.files, "damaged": len(rows) - missing, "missing": missing}
    counts["mended"] = len(rows) - left
    if as_json:
        print_json(counts | {"without_checksums": verification.unsealed})
    else:
        _tell(counts, verification.unsealed)
    if left > accepted:
        raise typer.Exit(FOUND)


def _accepted(damages: list[Damage], rows: list[dict[str, Any]]) -> int:
    """Takes what is missing and was not mended off the list of files; tells how many."""
    from twin_agents.historian.file_list import FileList

    lost = [d for d, row in zip(damages, rows, strict=True) if d.is_missing and not row["mended"]]
    for damage, row in zip(damages, rows, strict=True):
        if damage in lost:
            FileList(damage.folder).take_off([damage.part])
            row["next"] = "its messages are lost; it is missed no more"
    return len(lost)


def _tell(counts: dict[str, int], unsealed: int) -> None:
    said = [f"{counts[name]} {name}" for name in ("damaged", "missing", "mended") if counts[name]]
    err.print(f"{counts['files']} files: {', '.join(said) or 'none is damaged or missing'}")
    if unsealed:
        err.print(f"{unsealed} are from before there were checksums: they can be read, no more")


def _row(settings: Settings, damage: Damage, *, repair: bool) -> dict[str, Any]:
    from twin_ops.stored.mending import Bus

    try:
        kafka = kafka_as(settings, principal_of(COMMAND_LINE))
        bus = Bus(kafka, registry_of(settings, COMMAND_LINE))
        mended, hint = asyncio.run(_next(bus, damage, repair=repair))
    except NoCredentials:
        mended, hint = False, f"no bus belongs to this home: {_COPY}"
    begin = datetime.fromtimestamp(damage.part.hour * _HOUR, UTC)
    return {
        "contract": damage.part.topic,
        "hour": f"{begin:%Y-%m-%dT%H}Z",
        "partition": damage.part.partition,
        "first": damage.part.first,
        "last": damage.part.last,
        "what": damage.what,
        "mended": mended,
        "next": hint,
        "file": str(damage.path),
    }


async def _next(bus: Bus, damage: Damage, *, repair: bool) -> tuple[bool, str]:
    """Whether it was mended, and what is to be done."""
    if damage.is_newest:
        return False, "the historian reads its messages from the bus as it starts: start the twin"
    try:
        begin = await bus.first_of(damage)
        if begin is None or begin > damage.part.last:
            return False, f"the bus has none of its messages any more: {_COPY}"
        has = "its messages" if begin <= damage.part.first else f"those from {begin} on"
        if not repair:
            return False, f"the bus still has {has}: twin history --verify --repair"
        if begin > damage.part.first:
            return False, f"the bus only has {has}: {_COPY}"
        count = await bus.mend(damage)
    except (BusUnavailable, RegistryUnavailable):
        return False, "the bus does not answer: start the twin, and ask again what it still has"
    except OSError as error:
        return False, f"it can not be written again: {error}"
    beside = "" if damage.is_missing else "; the damaged file is kept beside it"
    return True, f"{count} messages written again{beside}"
