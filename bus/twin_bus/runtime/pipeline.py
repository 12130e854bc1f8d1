"""The way of one message through an agent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from twin_bus.codec import Decode
from twin_bus.ports import Delivery, Header, Outgoing
from twin_bus.runtime.envelope import cause_of, trace_of
from twin_schemas.record import Record

Handle = Callable[[Record], Sequence[Record]]
Wrap = Callable[[Sequence[Record], Header, bytes], list[Outgoing]]
Pipeline = Callable[[Delivery, Header], list[Outgoing]]


def pipeline(decoders: Mapping[str, Decode], handle: Handle, wrap: Wrap) -> Pipeline:
    """A function from a delivery, and a trace for one that has none, to what it causes.

    It is a closure because it runs for every message: names of its own are found fastest.

    Args:
        decoders: Decoder of each topic.
        handle: What the agent makes of a record.
        wrap: Encodes and addresses.
    """

    def outputs(delivery: Delivery, trace: Header) -> list[Outgoing]:
        records = handle(decoders[delivery.topic](delivery.value))
        if not records:
            return []
        return wrap(records, trace_of(delivery.headers, trace), cause_of(delivery))

    return outputs
