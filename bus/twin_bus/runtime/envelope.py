"""Message headers: CloudEvents in binary mode and the W3C trace context."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass, field

from twin_bus.ports import Headers, Outgoing
from twin_schemas.record import Record


@dataclass
class Envelope:
    """Puts encoded records of one agent into messages.

    Attributes:
        agent: Name of the agent; becomes `ce_source`.
    """

    agent: str
    _epoch: str = field(default_factory=lambda: secrets.token_hex(4), init=False)
    _numbers: itertools.count[int] = field(default_factory=itertools.count, init=False)
    _constant: dict[type[Record], list[tuple[str, bytes]]] = field(default_factory=dict, init=False)

    def wrap(self, record: Record, value: bytes, trace: bytes) -> Outgoing:
        """The message for an encoded record.

        Args:
            record: Gives topic, type and key.
            value: Encoded record.
            trace: `traceparent` of the message that caused it.
        """
        kind = type(record)
        headers = [
            *(self._constant.get(kind) or self._describe(kind)),
            ("ce_id", f"{self._epoch}-{next(self._numbers)}".encode()),
            ("traceparent", trace),
        ]
        contract = kind.contract
        key = str(record.__dict__[contract.key]).encode()
        return Outgoing(contract.topic, key, value, headers)

    def _describe(self, kind: type[Record]) -> list[tuple[str, bytes]]:
        constant = [
            ("ce_specversion", b"1.0"),
            ("ce_type", kind.contract.topic.encode()),
            ("ce_source", f"/agents/{self.agent}".encode()),
            ("content-type", b"application/vnd.confluent.avro"),
        ]
        self._constant[kind] = constant
        return constant


def new_trace() -> bytes:
    """A `traceparent` that begins a trace."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01".encode()


def trace_of(headers: Headers) -> bytes:
    """The message's `traceparent`, or a new one."""
    for name, value in headers:
        if name == "traceparent":
            return value
    return new_trace()
