"""Message headers: CloudEvents in binary mode and the W3C trace context."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass, field

from twin_bus.ports import Headers, Outgoing
from twin_schemas.record import Record

# Topic, name of the key's field, and the headers that are the same in every message.
_Constant = tuple[str, str, list[tuple[str, bytes]]]


@dataclass
class Envelope:
    """Puts encoded records of one agent into messages.

    Attributes:
        agent: Name of the agent; becomes `ce_source`.
    """

    agent: str
    _epoch: bytes = field(default_factory=lambda: secrets.token_hex(4).encode(), init=False)
    _numbers: itertools.count[int] = field(default_factory=itertools.count, init=False)
    _constant: dict[type[Record], _Constant] = field(default_factory=dict, init=False)

    def wrap(self, record: Record, value: bytes, trace: bytes) -> Outgoing:
        """The message for an encoded record.

        Args:
            record: Gives topic, type and key.
            value: Encoded record.
            trace: `traceparent` of the message that caused it.
        """
        kind = type(record)
        topic, key, constant = self._constant.get(kind) or self._describe(kind)
        number = b"%s-%d" % (self._epoch, next(self._numbers))
        headers = [*constant, ("ce_id", number), ("traceparent", trace)]
        return Outgoing(topic, str(record.__dict__[key]).encode(), value, headers)

    def _describe(self, kind: type[Record]) -> _Constant:
        headers = [
            ("ce_specversion", b"1.0"),
            ("ce_type", kind.contract.topic.encode()),
            ("ce_source", f"/agents/{self.agent}".encode()),
            ("content-type", b"application/vnd.confluent.avro"),
        ]
        self._constant[kind] = (kind.contract.topic, kind.contract.key, headers)
        return self._constant[kind]


def new_trace() -> bytes:
    """A `traceparent` that begins a trace."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01".encode()


def trace_of(headers: Headers) -> bytes | None:
    """The message's `traceparent`; None if it has none."""
    for name, value in headers:
        if name == "traceparent":
            return value
    return None
