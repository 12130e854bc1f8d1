"""`twin replay`."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from twin_bus.kafka import KafkaOpenTopics
from twin_ops.cli import complete
from twin_ops.cli.chosen import tags_like, times_between
from twin_ops.cli.key_presses import DOWN, LEFT, RIGHT, UP, key_presses
from twin_ops.cli.output import err, show_rows
from twin_ops.errors import Usage
from twin_ops.instance_registry import registry_of
from twin_ops.kafka.credentials import kafka_as
from twin_ops.kafka.grants import REPLAY, principal_of
from twin_ops.settings import Settings, load_settings
from twin_schemas.messages import Measurement, Residual, SimulatedValue, contract_named
from twin_schemas.record import Record

if TYPE_CHECKING:
    # Arrow and DuckDB take half a second to import, which no other command needs.
    from collections.abc import Callable, Mapping

    from twin_ops.replay.session import Tally
    from twin_ops.replay.span import Span
    from twin_ops.replay.transport import Transport

_USUAL: tuple[type[Record], ...] = (Measurement, SimulatedValue, Residual)
_COLUMNS = ("session", "messages>", "seconds>", "late_p99_s>", "late_s>", "topics")
_KEYS = "space holds and goes on, . steps, left and right 10 s, up and down the speed, q ends"
_SEEK_NS = 10_000_000_000


def replay(
    since: Annotated[str, typer.Option("--from", help="A span such as 10m, or an ISO time.")],
    until: Annotated[str, typer.Option("--to", help="The same; now without.")] = "",
    speed: Annotated[float, typer.Option(help="Times faster; 0 for at once.", min=0)] = 1.0,
    loop: Annotated[bool, typer.Option("--loop", help="Begin again until Ctrl-C.")] = False,
    key: Annotated[str, typer.Option(help="Only tags that match, e.g. 'FT-1*'.")] = "*",
    contracts: Annotated[
        list[str] | None,
        typer.Option("--contract", help="May be repeated.", autocompletion=complete.contracts),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Play the history again, in its own time, into the sandbox.

    Messages keep their times, and their origin is `replay`. Any consumer can read them, no adapter
    can: topics are those of the contracts with `sandbox.` in front. Measured, simulated and
    residual values are played unless contracts are named.

    In a terminal, space holds and goes on, `.` plays what comes next, the arrows left and right
    seek by 10 s, up and down change the speed, and q ends.

    Examples: `twin replay --from 10m`, `twin replay --from 2h --to 1h --speed 20 --key 'TT-1*'`,
    `twin replay --from 1h --speed 0 --contract plant.measurement`, and beside it
    `twin tail sandbox.plant.measurement`
    """
    from twin_ops.replay.session import Tally
    from twin_ops.replay.span import Span
    from twin_ops.replay.transport import Ended, Transport

    settings = load_settings()
    begin_ns, end_ns = times_between(since, until)
    span = Span(
        settings.history_folder,
        [_contract(name) for name in contracts or ()] or _USUAL,
        [] if key == "*" else tags_like(settings, [key]),
        begin_ns,
        end_ns,
    )
    tally = Tally(secrets.token_hex(4), Transport(speed or float("inf")))
    with suppress(KeyboardInterrupt, Ended):
        asyncio.run(_replay(settings, span, tally, loop=loop))
    if not tally.messages and not tally.transport.ended:
        raise Usage("the history holds nothing of these contracts and tags in that time")
    _tell(span, tally, as_json=as_json)


def _contract(name: str) -> type[Record]:
    record = contract_named(name)
    if record is None or not {"source_time_ns", "time_ns"} & set(record.__annotations__):
        raise Usage(f"there is no contract {name} with times; `twin contracts list` shows all")
    return record


async def _replay(settings: Settings, span: Span, tally: Tally, *, loop: bool) -> None:
    from twin_ops.replay.sandbox import Sandbox
    from twin_ops.replay.session import play

    bus = KafkaOpenTopics(kafka_as(settings, principal_of(REPLAY)), client_id="twin.replay")
    sandbox = Sandbox(bus, registry_of(settings, REPLAY), tally.session)
    words = TextColumn("{task.description}"), BarColumn()
    try:
        await sandbox.open(span.contracts)
        with (
            Progress(*words, console=err, transient=True) as progress,
            key_presses(_actions(tally.transport)) as pressed,
        ):
            if pressed:
                err.print(_KEYS)
            task = progress.add_task("replaying", total=span.end_ns - span.begin_ns)

            def tell() -> None:
                place = tally.transport.place_ns or span.begin_ns
                said = _said(place, tally.transport)
                progress.update(task, completed=place - span.begin_ns, description=said)

            tally.transport.heard = tell
            await play(span, sandbox, tally)
            while loop and tally.messages:
                await play(span, sandbox, tally)
    finally:
        await sandbox.close()


def _actions(transport: Transport) -> Mapping[str, Callable[[], None]]:
    """What the keys do."""
    return {
        " ": transport.hold,
        ".": transport.step,
        RIGHT: lambda: transport.seek(_SEEK_NS),
        LEFT: lambda: transport.seek(-_SEEK_NS),
        UP: transport.faster,
        DOWN: transport.slower,
        "q": transport.end,
    }


def _said(place_ns: int, transport: Transport) -> str:
    """Where it is, and how fast."""
    moment = datetime.fromtimestamp(place_ns / 1e9, UTC)
    pace = "held" if transport.held else f"x {transport.speed:g}"
    return f"{moment:%H:%M:%S} UTC {pace}"


def _tell(span: Span, tally: Tally, *, as_json: bool) -> None:
    from twin_ops.replay.sandbox import sandboxed

    row = {
        "session": tally.session,
        "messages": tally.messages,
        "seconds": round(tally.seconds, 3),
        "late_p99_s": round(tally.late_s(99.0), 4),
        "late_s": round(tally.late_s(100.0), 4),
        "topics": [sandboxed(contract) for contract in span.contracts],
    }
    show_rows(_COLUMNS, [row], as_json=as_json)
