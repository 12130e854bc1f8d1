"""An adapter whose tags have addresses in a file; those without are told to have none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twin_bus.agent import Outbox
from twin_plc_adapters.linked_adapter import LinkedAdapter
from twin_plc_adapters.watch import Watch
from twin_schemas.vocabulary import WriteOutcome

_UNMAPPED = "the tag map gives it no address"


@dataclass(kw_only=True)
class MappedAdapter(LinkedAdapter):
    """Publishes the tags that have an address.

    Attributes:
        addresses: By tag.
    """

    addresses: Mapping[str, object]

    def __post_init__(self) -> None:
        super().__post_init__()
        self._watch = Watch({tag: self.tags[tag] for tag in self.addresses})

    def connected(self, out: Outbox) -> None:
        without = [tag for tag in self.tags if tag not in self.addresses]
        out.offer(self._measuring.gap(without, _UNMAPPED))

    async def put(self, tag: str, value: float, within_s: float) -> tuple[WriteOutcome, str]:
        if tag not in self.addresses:
            return "refused", f"{tag}: {_UNMAPPED}"
        return await super().put(tag, value, within_s)
