"""`twin topics` and `twin tail`."""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import Annotated, Any

import typer
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from twin_bus.errors import TwinError, Undecodable
from twin_bus.json_avro import plain_json
from twin_ops.cli import complete
from twin_ops.cli.output import cell, out, print_json, show_rows
from twin_ops.cli.readable import readable
from twin_ops.cli.span import SECONDS
from twin_ops.errors import Unreachable, Usage
from twin_ops.exchange_client import ExchangeClient
from twin_ops.instance_registry import registry_of
from twin_ops.kafka.credentials import kafka_as
from twin_ops.kafka.grants import COMMAND_LINE, principal_of
from twin_ops.settings import Settings, load_settings
from twin_schemas.messages import CONTRACTS

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Contract = Annotated[
    str, typer.Argument(metavar="CONTRACT", autocompletion=complete.contract_versions)
]
_REQUESTS = {record.contract.topic for record in CONTRACTS if record.contract.request}
_SPAN = re.compile(r"(\d+)([smhd])")


def topics(as_json: Json = False) -> None:
    """List the topics with what they hold.

    Examples: `twin topics`, `twin topics --json`
    """
    rows = asyncio.run(_topic_rows(load_settings()))
    show_rows(("topic", "owner", "kind", "partitions>", "messages>"), rows, as_json=as_json)


async def _topic_rows(settings: Settings) -> list[dict[str, object]]:
    owners = await asyncio.to_thread(_owners, settings)
    consumer = AIOKafkaConsumer(*owners, **kafka_as(settings, principal_of(COMMAND_LINE)).options())
    try:
        await consumer.start()
        return [await _topic_row(consumer, topic, owner) for topic, owner in owners.items()]
    except (KafkaError, OSError) as error:
        raise _unreachable(settings, error) from error
    finally:
        await consumer.stop()


def _owners(settings: Settings) -> dict[str, str]:
    """Owner by topic: the code's contracts, and those of other systems if the exchange answers."""
    owners = {record.contract.topic: record.contract.owner for record in CONTRACTS}
    with suppress(TwinError):
        rows = ExchangeClient(settings).get("/v1/contracts")["contracts"]
        owners |= {row["topic"]: row["owner"] for row in rows}
    return owners


async def _topic_row(consumer: AIOKafkaConsumer, topic: str, owner: str) -> dict[str, object]:
    partitions = [p for p in consumer.assignment() if p.topic == topic]
    begins = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    return {
        "topic": topic,
        "owner": owner,
        "kind": "request" if topic in _REQUESTS else "event",
        "partitions": len(partitions),
        "messages": sum(ends[p] - begins[p] for p in partitions),
    }


def _unreachable(settings: Settings, error: object) -> Unreachable:
    return Unreachable(
        f"Kafka at {settings.kafka} does not answer ({error}); start the twin with `twin up`"
    )


def tail(
    contract: Annotated[
        str, typer.Argument(metavar="CONTRACT", autocompletion=complete.contract_versions)
    ],
    since: Annotated[
        str, typer.Option("--from", help="Where to begin: a span such as 10m, or an ISO time.")
    ] = "",
    key: Annotated[str, typer.Option(help="Only messages whose key matches, e.g. 'FT-1*'.")] = "*",
    as_json: Json = False,
    count: Annotated[int, typer.Option("--count", "-n", help="End after so many.", min=0)] = 0,
    end: Annotated[
        bool, typer.Option("--end", "-e", help="End at what is newest now, wait for no more.")
    ] = False,
) -> None:
    """Print the messages of a contract as they come.

    Examples: `twin tail plant.measurement --key 'FT-1*'`,
    `twin tail control.setpoint_progressed --from 1h --end`
    """
    begin = moment(since)
    with suppress(KeyboardInterrupt):
        asyncio.run(_tail(load_settings(), contract, begin, key, count, end=end, as_json=as_json))


@dataclass(frozen=True)
class Wanted:
    """Which messages of a topic: from `begin`, or new ones only, and up to now if `end`."""

    topic: str
    begin: datetime | None
    end: bool


def moment(text: str, option: str = "--from") -> datetime | None:
    """The time that a span before now or an ISO time means; None for nothing.

    Raises:
        Usage: It is neither.
    """
    if not text:
        return None
    if match := _SPAN.fullmatch(text):
        return datetime.now(UTC) - timedelta(seconds=int(match[1]) * SECONDS[match[2]])
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Usage(f"{option} {text!r} is no time; write 10m, 2h or 2026-11-23T12:00Z") from error
    return moment if moment.tzinfo else moment.astimezone()


async def _tail(
    settings: Settings,
    contract: str,
    begin: datetime | None,
    key: str,
    count: int,
    *,
    end: bool,
    as_json: bool,
) -> None:
    found = await readable(registry_of(settings, COMMAND_LINE), contract)
    shown = 0
    async for message in messages(settings, Wanted(found.topic, begin, end=end)):
        if not fnmatchcase((message.key or b"").decode(errors="replace"), key):
            continue
        try:
            fields = await found.fields(message.value)
        except Undecodable as error:
            fields = {"undecodable": str(error), "offset": message.offset}
        _print(fields, as_json=as_json)
        shown += 1
        if shown == count:
            return


def _print(fields: dict[str, Any], *, as_json: bool) -> None:
    plain = plain_json(fields)
    if as_json:
        print_json(plain)
    else:
        out.print(" ".join(f"{name}={cell(value)}" for name, value in plain.items()))


async def messages(settings: Settings, wanted: Wanted) -> AsyncIterator[Any]:
    """Kafka's messages of a contract, undecoded.

    Raises:
        Unreachable: If the broker does not answer.
    """
    consumer = AIOKafkaConsumer(
        wanted.topic, **kafka_as(settings, principal_of(COMMAND_LINE)).options()
    )
    try:
        await consumer.start()
        if wanted.begin is not None:
            await _seek(consumer, wanted.begin)
        left = await _left(consumer) if wanted.end else None
        while left != {}:
            message = await consumer.getone()
            yield message
            place = TopicPartition(message.topic, message.partition)
            if left and message.offset + 1 >= left.get(place, math.inf):
                del left[place]
    except (KafkaError, OSError) as error:
        raise _unreachable(settings, error) from error
    finally:
        await consumer.stop()


async def _left(consumer: AIOKafkaConsumer) -> dict[TopicPartition, int]:
    """Returns the end of each partition which holds messages that are still to come."""
    ends = await consumer.end_offsets(consumer.assignment())
    return {place: end for place, end in ends.items() if await consumer.position(place) < end}


async def _seek(consumer: AIOKafkaConsumer, begin: datetime) -> None:
    moment = int(begin.timestamp() * 1_000)
    offsets = await consumer.offsets_for_times(dict.fromkeys(consumer.assignment(), moment))
    for partition, found in offsets.items():
        if found is None:  # nothing is as new
            await consumer.seek_to_end(partition)
        else:
            consumer.seek(partition, found.offset)
