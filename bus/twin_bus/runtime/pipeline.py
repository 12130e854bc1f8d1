"""The way of one message through an agent."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from twin_bus.agent import Agent
from twin_bus.codec import Decode
from twin_bus.ports import Delivery, Header, Outgoing
from twin_bus.runtime.envelope import Envelope, cause_of, trace_of

Pipeline = Callable[[Delivery, Header], list[Outgoing]]


def pipeline(decoders: Mapping[str, Decode], agent: Agent, envelope: Envelope) -> Pipeline:
    """A function from a delivery, and a trace for one that has none, to what it causes.

    It is a closure because it runs for every message: names of its own are found fastest.

    Args:
        decoders: Decoder of each topic.
        agent: Makes records of a record.
        envelope: Encodes and addresses them.
    """
    handlers, declared, message = agent.handlers, frozenset(agent.emits), envelope.message

    def outputs(delivery: Delivery, trace: Header) -> list[Outgoing]:
        record = decoders[delivery.topic](delivery.value)
        messages: list[Outgoing] = []
        cause = b""
        for output in handlers[type(record)](record):
            if type(output) not in declared:
                raise agent.undeclared(output)
            if not messages:
                trace, cause = trace_of(delivery.headers, trace), cause_of(delivery)
            messages.append(message(output, b"%s-%d" % (cause, len(messages)), trace))
        return messages

    return outputs
