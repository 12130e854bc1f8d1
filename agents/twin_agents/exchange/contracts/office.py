"""All that the exchange has for contracts: the desk, the reader, and the users' streams."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from twin_agents.exchange.contracts.desk import ContractDesk
from twin_agents.exchange.contracts.reading import ContractReader, Shown
from twin_agents.exchange.contracts.supply import MessageCodec
from twin_bus.agent import Outbox
from twin_bus.open_topics import OpenTopics
from twin_schemas.contract_events import ContractDeclared


@dataclass
class ContractOffice:
    """Opens the desk, then reads what arrives.

    Attributes:
        desk: Where contracts are declared and changed.
        notify: Told of every message of a followed contract, with its topic.
        reader: What arrives.
    """

    desk: ContractDesk
    notify: Callable[[str, Shown], None] = lambda _topic, _shown: None
    reader: ContractReader = field(init=False)
    _codecs: dict[str, MessageCodec] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        desk = self.desk
        self.reader = ContractReader(
            desk.catalogue,
            desk.registry,
            desk.topics.feed(),
            desk.clock,
            self._arrived,
        )

    def _arrived(self, topic: str, shown: Shown) -> None:
        self.notify(topic, shown)

    @property
    def topics(self) -> OpenTopics:
        """The bus for topics known at run time."""
        return self.desk.topics

    async def run(self, out: Outbox) -> None:
        """Works until cancelled."""
        await self.desk.open(out)
        for declared in self.desk.catalogue.external():
            self.reader.follow(declared)
        try:
            await self.reader.run(out)
        finally:
            await asyncio.shield(self.topics.close())

    def codec(self, declared: ContractDeclared) -> MessageCodec:
        """Encodes what is supplied to a contract."""
        known = self._codecs.get(declared.topic)
        if known is None or known.declared.schema != declared.schema:
            known = MessageCodec(declared, self.desk.ids[declared.topic])
            self._codecs[declared.topic] = known
        return known
