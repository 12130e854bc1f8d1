"""Where contracts are declared and changed, one change at a time."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from twin_agents.exchange.contracts.catalogue import CODE_TOPICS, ContractCatalogue, in_use
from twin_agents.exchange.contracts.consumers import Consumers, consumers_of
from twin_agents.exchange.contracts.proposal import Objection, Proposal, objections
from twin_bus.agent import Outbox
from twin_bus.clock import Clock, SystemClock
from twin_bus.errors import BusUnavailable, Incompatible, Refused, RegistryUnavailable
from twin_bus.open_topics import GroupReading, Offsets, OpenTopics
from twin_schemas.contract_events import ContractChanged, ContractDeclared
from twin_schemas.declaration import declaration
from twin_schemas.mapping import Bridge
from twin_schemas.messages import CONTRACTS
from twin_schemas.traffic import declared_writers
from twin_schemas.vocabulary import ContractAction, ContractState, Verdict

log = logging.getLogger(__name__)
_PAUSE = 0.2
_TOPIC_SETTINGS = {"retention.ms": str(7 * 24 * 3_600_000)}


class Registry(Protocol):
    """What the desk needs of a schema registry."""

    async def register(self, subject: str, schema: object) -> int:
        """Registers a schema and gives its id."""
        ...

    async def configure(self, subject: str, level: str) -> None:
        """Sets a subject's compatibility level."""
        ...

    async def revisions(self, subject: str) -> list[Any]:
        """Schemas of a subject, oldest first."""
        ...

    async def schema(self, schema_id: int) -> object:
        """Parsed schema with this id."""
        ...

    async def remove(self, subject: str) -> None:
        """Hides a subject."""
        ...


class ProposalRefused(Refused):
    """A proposal breaks rules of contracts.

    Attributes:
        objections: Every rule that it breaks.
    """

    def __init__(self, topic: str, found: Sequence[Objection]) -> None:
        super().__init__(f"{topic}: {'; '.join(map(str, found))}")
        self.objections = found


@dataclass
class ContractDesk:
    """Declares, changes and withdraws contracts; every change and refusal is an event.

    Attributes:
        registry: Where schemas are registered.
        topics: Where their messages go.
        catalogue: What is declared.
        clock: Time of the changes.
        ready: Set once the code's contracts are registered.
        ids: Registered id of each topic's newest schema.
    """

    registry: Registry
    topics: OpenTopics
    catalogue: ContractCatalogue = field(default_factory=ContractCatalogue)
    clock: Clock = field(default_factory=SystemClock)
    ready: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    ids: dict[str, int] = field(default_factory=dict, init=False)
    _changing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def open(self, out: Outbox) -> None:
        """Registers the code's contracts and learns the ids of all others; insists."""
        while not self.ready.is_set():
            try:
                await out.publish([])  # until the runtime has replayed what is declared
                await self._register_known(out)
            except (BusUnavailable, RegistryUnavailable) as error:
                log.info("contracts wait: %s", error)
                await asyncio.sleep(_PAUSE)
            except Incompatible as error:
                log.error("the code's contracts do not fit the registry: %s", error)  # noqa: TRY400
                await asyncio.sleep(10 * _PAUSE)
            else:
                self.ready.set()

    async def _register_known(self, out: Outbox) -> None:
        fresh: list[ContractDeclared] = []
        for record in CONTRACTS:
            known = self.catalogue.at(record.contract.topic) or declaration(record)
            await self._register(known)
            if known.state == "declared":
                fresh.append(replace(known, state="registered"))
        for known in self.catalogue.external():
            await self._register(known)
        await self._publish(fresh, out)

    async def _register(self, declared: ContractDeclared) -> None:
        subject = f"{declared.topic}-value"
        await self.registry.configure(subject, declared.compatibility)
        self.ids[declared.topic] = await self.registry.register(
            subject, json.loads(declared.schema)
        )

    async def _publish(self, declared: Sequence[ContractDeclared], out: Outbox) -> None:
        await out.publish(declared)
        for one in declared:
            self.catalogue.take(one)

    async def check(self, proposal: Proposal) -> list[Objection]:
        """Every rule that a proposal breaks; nothing is changed."""
        earlier = await self.registry.revisions(f"{proposal.topic}-value")
        return objections(proposal, self.catalogue, earlier)

    async def register(self, proposal: Proposal, author: str, out: Outbox) -> ContractDeclared:
        """Declares a version, or a new revision of its schema.

        Raises:
            ProposalRefused: If it breaks a rule; nothing has reached the registry then.
            BusUnavailable: If the topic cannot be made, or the change not published.
            RegistryUnavailable: If the registry does not answer.
        """
        async with self._changing:
            known = self.catalogue.at(proposal.topic)
            action: ContractAction = "revise" if known else "register"
            if found := await self.check(proposal):
                refusal = ProposalRefused(proposal.topic, found)
                out.offer([self._event(proposal.topic, action, "refused", str(refusal), author)])
                raise refusal
            declared = self._declared(proposal, known, author)
            await self.topics.create(declared.topic, _TOPIC_SETTINGS)
            await self._register(declared)
            changed = [declared, *self._fed(proposal, author)]
            await self._publish(changed, out)
            out.offer([self._event(declared.topic, action, "done", proposal.doc, author)])
        return declared

    def _declared(
        self, proposal: Proposal, known: ContractDeclared | None, author: str
    ) -> ContractDeclared:
        return ContractDeclared(
            topic=proposal.topic,
            name=proposal.name,
            version=proposal.version,
            owner=proposal.owner,
            doc=proposal.doc,
            key_field=proposal.key,
            compatibility=proposal.compatibility,
            state=known.state if known else "registered",
            schema=json.dumps(proposal.schema),
            bridge=known.bridge if known else "",
            author=author,
            time_ns=self.clock.now_ns(),
        )

    def _fed(self, proposal: Proposal, author: str) -> list[ContractDeclared]:
        """The version before, if the proposal says how it is made from the new one."""
        older = self.catalogue.version(proposal.name, proposal.version - 1)
        if proposal.bridge is None or older is None:
            return []
        bridge = Bridge(proposal.version, proposal.bridge.fields).to_json()
        now = self.clock.now_ns()
        return [replace(older, bridge=bridge, author=author, time_ns=now)]

    async def seen(self) -> Mapping[str, Sequence[GroupReading]]:
        """Consumer groups by topic.

        Raises:
            BusUnavailable: If the broker does not answer.
        """
        return await self.topics.readers()

    async def consumers(self, topic: str, streams: Sequence[GroupReading] = ()) -> Consumers:
        """Consumers of one topic.

        Args:
            topic: Topic of the contract.
            streams: Users who have it on their stream now.

        Raises:
            BusUnavailable: If the broker does not answer.
        """
        return consumers_of(topic, [*(await self.seen()).get(topic, ()), *streams])

    async def deprecate(self, declared: ContractDeclared, author: str, out: Outbox) -> None:
        """Says that a version should not be used any more; it goes on working.

        Raises:
            Refused: If it is not in use.
            BusUnavailable: If the change cannot be published.
        """
        async with self._changing:
            if not in_use(declared):
                raise self._refusal(declared, "deprecate", f"it is {declared.state}", author, out)
            await self._become(declared, "deprecated", author, out)
            out.offer([self._event(declared.topic, "deprecate", "done", declared.doc, author)])

    async def decommission(
        self,
        declared: ContractDeclared,
        author: str,
        out: Outbox,
        streams: Sequence[GroupReading] = (),
    ) -> None:
        """Withdraws a version that nobody reads: it takes no messages, its subject is hidden.

        What its topic keeps stays until its retention ends.

        Raises:
            Refused: If it is in use by the code, or anybody still reads it; names everybody.
            BusUnavailable: If the broker does not answer.
            RegistryUnavailable: If the registry does not answer.
        """
        async with self._changing:
            if reason := await self._why_not(declared, streams):
                raise self._refusal(declared, "decommission", reason, author, out)
            await self._become(declared, "decommissioned", author, out)
            await self.registry.remove(f"{declared.topic}-value")
            out.offer([self._event(declared.topic, "decommission", "done", declared.doc, author)])

    async def _why_not(self, declared: ContractDeclared, streams: Sequence[GroupReading]) -> str:
        if not in_use(declared):
            return f"it is {declared.state}"
        if declared.topic in CODE_TOPICS:
            writers = ", ".join(declared_writers(declared.topic))
            return f"the system's own code writes it ({writers})"
        if fed := self.catalogue.fed_by(declared):
            return f"{', '.join(d.topic for d in fed)} is made from it"
        consumers = await self.consumers(declared.topic, streams)
        reading = [f"{g.group} ({_members(g)})" for g in consumers.seen]
        return f"still read by {', '.join(reading)}" if reading else ""

    async def move(self, group: str, old: str, new: str, author: str, out: Outbox) -> Offsets:
        """Has a consumer group go on with another version at the same message.

        Raises:
            Refused: If the group runs, or has not read the old version.
            BusUnavailable: If the broker does not answer.
        """
        async with self._changing:
            try:
                moved = await self.topics.move(group, old, new)
            except Refused as error:
                out.offer([self._event(old, "switch", "refused", str(error), author)])
                raise
            text = f"{group} goes on with {new} at {dict(moved)}"
            out.offer([self._event(old, "switch", "done", text, author)])
        return moved

    async def _become(
        self, declared: ContractDeclared, state: ContractState, author: str, out: Outbox
    ) -> None:
        now = self.clock.now_ns()
        changed = replace(declared, state=state, author=author, time_ns=now)
        await self._publish([changed], out)

    def _refusal(
        self,
        declared: ContractDeclared,
        action: ContractAction,
        reason: str,
        author: str,
        out: Outbox,
    ) -> Refused:
        out.offer([self._event(declared.topic, action, "refused", reason, author)])
        return Refused(f"{declared.topic}: {reason}")

    def _event(
        self, topic: str, action: ContractAction, verdict: Verdict, reason: str, author: str
    ) -> ContractChanged:
        return ContractChanged(
            topic=topic,
            action=action,
            verdict=verdict,
            reason=reason,
            author=author,
            time_ns=self.clock.now_ns(),
        )


def _members(group: GroupReading) -> str:
    return f"{group.members} running" if group.members else "not running, would go on there"
