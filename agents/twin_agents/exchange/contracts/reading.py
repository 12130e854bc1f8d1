"""What arrives on the contracts' topics: the latest per key, and streams of it."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.contracts.catalogue import ContractCatalogue
from twin_agents.exchange.contracts.desk import Registry
from twin_agents.exchange.value_text import iso
from twin_bus.agent import Outbox
from twin_bus.clock import Clock
from twin_bus.codec import HEADER_BYTES, schema_id_of
from twin_bus.errors import RegistryUnavailable, Undecodable
from twin_bus.json_avro import JsonAvro, plain_json
from twin_bus.open_topics import Backlog, Feed, Stamped
from twin_schemas.contract_events import ContractDeclared
from twin_schemas.messages import RejectedMessage

Shown = dict[str, Any]
_PAUSE = 0.2
KEYS_KEPT = 10_000
BACKLOG = 10_000


@dataclass
class ContractReader:
    """Follows the topics of other systems' contracts, and of the code's that a client asked for.

    The latest messages are those of the last ten thousand of each topic, and of at most as many
    keys; what went before is in the topic.

    Attributes:
        catalogue: What is declared.
        registry: Gives writers' schemas.
        feed: Delivers the messages.
        clock: Time of rejections.
        notify: Told of every message.
        rejected: How many messages could not be read.
    """

    catalogue: ContractCatalogue
    registry: Registry
    feed: Feed
    clock: Clock
    notify: Callable[[str, Shown], None]
    rejected: int = 0
    _latest: dict[str, OrderedDict[str, Shown]] = field(default_factory=dict, init=False)
    _codecs: dict[tuple[str, str], JsonAvro] = field(default_factory=dict, init=False)
    _writers: dict[int, Any] = field(default_factory=dict, init=False)

    def follow(self, declared: ContractDeclared) -> None:
        """Reads this contract too, from its last ten thousand messages on."""
        self.feed.add(declared.topic, Backlog(BACKLOG))

    def follow_new(self, topic: str) -> None:
        """Reads this topic too, from what is new on; without effect if it is read already."""
        self.feed.add(topic, Backlog(0))

    def leave(self, declared: ContractDeclared) -> None:
        """Reads it no more, and forgets its latest messages."""
        self.feed.remove(declared.topic)
        self._latest.pop(declared.topic, None)

    def latest(self, topic: str, key: str | None) -> list[Shown]:
        """Latest message of a key, or of all keys with None; empty if there is none."""
        known = self._latest.get(topic, OrderedDict())
        if key is None:
            return list(known.values())
        return [known[key]] if key in known else []

    async def run(self, out: Outbox) -> None:
        """Reads until cancelled; what cannot be read goes to the reject topic."""

        async def deliver(batch: Sequence[Stamped]) -> None:
            for delivery in batch:
                try:
                    self._take(delivery, await self._fields(delivery))
                except Undecodable as error:
                    self.rejected += 1
                    out.offer([self._rejection(delivery, str(error))])

        await self.feed.run(deliver)

    async def _fields(self, delivery: Stamped) -> dict[str, Any]:
        declared = self.catalogue.at(delivery.topic)
        if declared is None:
            raise Undecodable(f"{delivery.topic} is not declared")
        payload = delivery.value or b""
        writer = await self._writer(schema_id_of(payload))
        codec = self._codec(declared)
        return codec.decode(payload[HEADER_BYTES:], None if writer == codec.parsed else writer)

    def _codec(self, declared: ContractDeclared) -> JsonAvro:
        which = declared.topic, declared.schema
        if which not in self._codecs:
            self._codecs[which] = JsonAvro(json.loads(declared.schema))
        return self._codecs[which]

    async def _writer(self, schema_id: int) -> Any:
        while schema_id not in self._writers:
            try:
                self._writers[schema_id] = await self.registry.schema(schema_id)
            except KeyError:
                raise Undecodable(f"schema id {schema_id} is not in the registry") from None
            except RegistryUnavailable:
                await asyncio.sleep(_PAUSE)
        return self._writers[schema_id]

    def _take(self, delivery: Stamped, fields: dict[str, Any]) -> None:
        declared = self.catalogue.at(delivery.topic)
        key = (delivery.key or b"").decode(errors="replace")
        shown: Shown = {
            "contract": declared.name if declared else delivery.topic,
            "version": declared.version if declared else None,
            "key": key,
            "partition": delivery.partition,
            "offset": delivery.offset,
            "time": iso(delivery.timestamp * 1_000_000),
            "value": plain_json(fields),
        }
        known = self._latest.setdefault(delivery.topic, OrderedDict())
        known[key] = shown
        known.move_to_end(key)
        if len(known) > KEYS_KEPT:
            known.popitem(last=False)
        self.notify(delivery.topic, shown)

    def _rejection(self, delivery: Stamped, reason: str) -> RejectedMessage:
        return RejectedMessage(
            topic=delivery.topic,
            partition=delivery.partition,
            offset=delivery.offset,
            agent="exchange",
            reason=reason,
            payload=delivery.value or b"",
            time_ns=self.clock.now_ns(),
        )
