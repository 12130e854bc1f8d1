"""Deliveries with their records, where many of one topic can be decoded at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice, repeat
from operator import attrgetter
from time import monotonic

from twin_bus.codec import DecodeRun
from twin_bus.ports import Delivery
from twin_schemas.record import Record

Read = tuple[Delivery, Record | None]
"""A delivery and its record; None where it has to be decoded by itself."""
Prepared = Callable[[float, int], None]
"""Is told for how many deliveries so many seconds were used; see `Breath.prepared`."""

FEWEST = 50  # of less than some 35 it costs as much as one by one
MOST = 200  # keeps the event loop for half a millisecond to one; twice as many gain a tenth more
_topic_of = attrgetter("topic")


def with_records(
    deliveries: Sequence[Delivery], decoders: Mapping[str, DecodeRun], prepared: Prepared
) -> Iterator[Read]:
    """The deliveries in their order; records are made only when they are about to be handled.

    Args:
        deliveries: Of any topics.
        decoders: Of each topic's runs.
        prepared: Is told of each run of enough deliveries, whether it is decoded or not.
    """
    if len(deliveries) < FEWEST:
        return zip(deliveries, repeat(None))
    return chain.from_iterable(_runs(deliveries, decoders, prepared))


def _runs(
    deliveries: Sequence[Delivery], decoders: Mapping[str, DecodeRun], prepared: Prepared
) -> Iterator[Iterator[Read]]:
    for topic, all_of_topic in groupby(deliveries, _topic_of):
        while run := [*islice(all_of_topic, MOST)]:
            begun = monotonic()
            decode = decoders.get(topic) if len(run) >= FEWEST else None
            records = decode([delivery.value for delivery in run]) if decode else None
            prepared(monotonic() - begun, len(run))
            yield zip(run, records or repeat(None, len(run)), strict=True)
