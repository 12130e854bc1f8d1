"""The way of messages through an agent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

from twin_bus.agent import Agent
from twin_bus.codec import Decode
from twin_bus.ports import Delivery, Header, Outgoing
from twin_bus.runtime.envelope import Envelope, trace_of
from twin_bus.runtime.runs import Read
from twin_schemas.record import Record

Failed = tuple[Delivery, Exception]
Pipeline = Callable[[Iterator[Read], Header, list[Outgoing]], Failed | None]


def pipeline(decoders: Mapping[str, Decode], agent: Agent, envelope: Envelope) -> Pipeline:
    """A function that adds what deliveries cause, with a trace for those that have none.

    A delivery that comes without its record is decoded.

    It ends with the last of them, or gives the one that failed, of which nothing is added; called
    again it goes on behind that one. It is a closure that sees many deliveries because it runs for
    every message: names of its own are found fastest, and a call for each would cost a tenth.

    Args:
        decoders: Decoder of each topic.
        agent: Makes records of a record.
        envelope: Encodes and addresses them.
    """
    taken = {s.record.contract.topic: agent.handlers[s.record] for s in agent.subscriptions()}
    ways = {t: (decode, taken[t], t.encode()) for t, decode in decoders.items()}
    writers = {kind: envelope.writer(kind) for kind in agent.emits}

    def refuse(output: Record) -> NoReturn:
        raise agent.undeclared(output)

    def handle(
        deliveries: Iterator[Read], trace: Header, outgoing: list[Outgoing]
    ) -> Failed | None:
        for delivery, record in deliveries:
            before = len(outgoing)
            try:
                decode, handler, topic = ways[delivery.topic]
                for output in handler(decode(delivery.value) if record is None else record):
                    write = writers.get(type(output)) or refuse(output)
                    place = (topic, delivery.partition, delivery.offset, len(outgoing) - before)
                    number = b"%s-%d-%d-%d" % place  # as `wrap` makes it of `cause_of`
                    outgoing.append(write(output, number, trace_of(delivery.headers, trace)))
            except Exception as error:  # noqa: BLE001 - whoever calls tries again or rejects it
                del outgoing[before:]
                return delivery, error
        return None

    return handle
