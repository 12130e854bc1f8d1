"""Feeds older versions of contracts from newer ones, by their declared mappings."""

from __future__ import annotations

import asyncio
import json
import logging
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from twin_bus.agent import Outbox, Source, on
from twin_bus.clock import Clock, SystemClock
from twin_bus.errors import BusUnavailable, RegistryUnavailable, Undecodable
from twin_bus.json_avro import JsonAvro
from twin_bus.open_topics import SOURCE_OFFSET, OpenTopics, Stamped
from twin_bus.ports import Header, Outgoing
from twin_schemas.contract_events import ContractDeclared
from twin_schemas.mapping import Bridge, Move, compiled
from twin_schemas.messages import RejectedMessage
from twin_schemas.record import Record

log = logging.getLogger(__name__)
_HEADER = struct.Struct(">bI")
_PAUSE = 0.2


class Registry(Protocol):
    """What a bridge needs of a schema registry."""

    async def register(self, subject: str, schema: object) -> int:
        """Registers a schema and gives its id."""
        ...

    async def schema(self, schema_id: int) -> object:
        """Parsed schema with this id."""
        ...


@dataclass
class BridgeAgent(Source):
    """Runs one lane for each older version that is in use and made from a newer one.

    Guarantees: order per key; each message once, also over a crash: a bridged message carries the
    offset of its source, and a lane goes on behind the last one that is in the older topic.

    Attributes:
        registry: Where schemas are registered.
        topics: The bus for topics known at run time.
        clock: Time of rejections.
    """

    name = "bridge"
    open_contracts = True

    registry: Registry
    topics: OpenTopics
    clock: Clock = field(default_factory=SystemClock)
    _contracts: dict[str, ContractDeclared] = field(default_factory=dict, init=False)
    _lanes: dict[str, asyncio.Task[None]] = field(default_factory=dict, init=False)
    _running: dict[str, tuple[str, str, str]] = field(default_factory=dict, init=False)
    _troubles: dict[str, str] = field(default_factory=dict, init=False)
    _changed: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    @on(ContractDeclared, start="replay")
    def take(self, declared: ContractDeclared) -> Iterator[Record]:
        self._contracts[declared.topic] = declared
        self._changed.set()
        yield from ()

    def unwell(self) -> str:
        """Why a lane does not run; empty if all do."""
        return "; ".join(self._troubles.values())

    async def run(self, out: Outbox) -> None:
        """Keeps the lanes as they are declared until cancelled."""
        try:
            while True:
                await self._changed.wait()
                self._changed.clear()
                self._adjust(out)
        finally:
            for lane in self._lanes.values():
                lane.cancel()
            await asyncio.gather(*self._lanes.values(), return_exceptions=True)
            await asyncio.shield(self.topics.close())

    def _adjust(self, out: Outbox) -> None:
        wanted = {old.topic: self._plan(old) for old in self._contracts.values()}
        for topic, plan in wanted.items():
            if plan == self._running.get(topic):
                continue
            if topic in self._lanes:
                self._lanes.pop(topic).cancel()
            self._running.pop(topic, None)
            self._troubles.pop(topic, None)
            if plan is not None:
                self._running[topic] = plan
                self._lanes[topic] = asyncio.create_task(self._insist(topic, out))

    def _plan(self, old: ContractDeclared) -> tuple[str, str, str] | None:
        """What a lane depends on: its mapping and both schemas; None for no lane."""
        new = self._source(old) if old.bridge else None
        if new is None or "decommissioned" in {old.state, new.state}:
            return None
        return old.bridge, old.schema, new.schema

    def _source(self, old: ContractDeclared) -> ContractDeclared | None:
        return self._contracts.get(f"{old.name}.v{Bridge.from_json(old.bridge).source}")

    async def _insist(self, topic: str, out: Outbox) -> None:
        while True:
            old = self._contracts[topic]
            new = self._source(old)
            try:
                if new is not None:
                    await Lane(old, new, self.registry, self.topics, self.clock).run(out)
            except (BusUnavailable, RegistryUnavailable) as error:
                self._troubles[topic] = f"{topic}: {error}"
                log.warning("bridge to %s: %s; trying again", topic, error)
            await asyncio.sleep(_PAUSE)


@dataclass
class Lane:
    """Makes one older version from one newer.

    Attributes:
        old: Version that is made.
        new: Version that it is made from.
        registry: Where schemas are registered.
        topics: The bus for topics known at run time.
        clock: Time of rejections.
    """

    old: ContractDeclared
    new: ContractDeclared
    registry: Registry
    topics: OpenTopics
    clock: Clock
    _head: bytes = field(default=b"", init=False)
    _writers: dict[bytes, Any] = field(default_factory=dict, init=False)

    async def run(self, out: Outbox) -> None:
        """Runs until cancelled; what cannot be bridged goes to the reject topic.

        Raises:
            BusUnavailable: If the broker does not answer; what was published stays.
            RegistryUnavailable: If the registry does not answer.
        """
        old, new = json.loads(self.old.schema), json.loads(self.new.schema)
        schema_id = await self.registry.register(f"{self.old.topic}-value", old)
        self._head = _HEADER.pack(0, schema_id)
        move = compiled(Bridge.from_json(self.old.bridge), old=old, new=new)
        writes, reads = JsonAvro(old), JsonAvro(new)
        feed = self.topics.feed()
        feed.add(self.new.topic, await self.topics.next_sources(self.old.topic))

        async def deliver(batch: Sequence[Stamped]) -> None:
            messages: list[Outgoing] = []
            for delivery in batch:
                try:
                    messages.append(await self._moved(delivery, reads, move, writes))
                except (Undecodable, ValueError, TypeError, KeyError) as error:
                    await out.publish([self._rejection(delivery, str(error))])
            await self.topics.publish(messages)

        await feed.run(deliver)

    def _rejection(self, delivery: Stamped, reason: str) -> RejectedMessage:
        return RejectedMessage(
            topic=delivery.topic,
            partition=delivery.partition,
            offset=delivery.offset,
            agent=BridgeAgent.name,
            reason=f"does not become {self.old.topic}: {reason}",
            payload=delivery.value or b"",
            time_ns=self.clock.now_ns(),
        )

    async def _moved(
        self, delivery: Stamped, reads: JsonAvro, move: Move, writes: JsonAvro
    ) -> Outgoing:
        payload = delivery.value or b""
        writer = await self._writer(payload[: _HEADER.size])
        fields = move(reads.decode(payload[_HEADER.size :], writer))
        key = str(fields[self.old.key_field]).encode()
        return self.old.topic, key, self._head + writes.encode(fields), self._headers(delivery)

    async def _writer(self, header: bytes) -> Any:
        if header not in self._writers:
            if len(header) < _HEADER.size or header[0]:
                raise Undecodable(f"a message of {self.new.topic} has no schema id in front")
            try:
                self._writers[header] = await self.registry.schema(_HEADER.unpack(header)[1])
            except KeyError as error:
                raise Undecodable(f"a message of {self.new.topic}: {error}") from None
        return self._writers[header]

    def _headers(self, delivery: Stamped) -> list[Header]:
        kept = [h for h in delivery.headers if h[0] not in {"ce_type", SOURCE_OFFSET}]
        own: list[Header] = [
            ("ce_type", self.old.topic.encode()),
            (SOURCE_OFFSET, str(delivery.offset).encode()),
        ]
        return [*own, *kept]
