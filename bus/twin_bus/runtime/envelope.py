"""Message headers: CloudEvents in binary mode and the W3C trace context."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from twin_bus.codec import Codec, Encode
from twin_bus.ports import Delivery, Header, Headers, Outgoing
from twin_schemas.record import Record

Write = Callable[[Record, bytes, Header], Outgoing]
"""Makes a message of a record, its `ce_id` and its trace."""

TRACE = "traceparent"
_LARGEST = 1_000_000  # bytes; a broker takes 1 048 588 with key, headers and what is around them


@dataclass
class Envelope:
    """Puts records of one agent into messages.

    Attributes:
        agent: Name of the agent; becomes `ce_source`.
        codec: Encodes.
    """

    agent: str
    codec: Codec
    _epoch: bytes = field(default_factory=lambda: secrets.token_hex(4).encode(), init=False)
    _numbers: itertools.count[int] = field(default_factory=itertools.count, init=False)
    _writers: dict[type[Record], Write] = field(default_factory=dict, init=False)

    def wrap(self, records: Iterable[Record], trace: Header, cause: bytes = b"") -> list[Outgoing]:
        """Messages for records.

        A message that is made again of the same cause has the same `ce_id` again, also by another
        process of the agent: that is how a reader knows a repetition after a crash.

        Args:
            records: Of types that the codec has prepared.
            trace: `traceparent` header of the message that caused them.
            cause: What the records were made of, see `cause_of`; empty for a timer or a source.

        Raises:
            ValueError: If a number is outside its contract's range, or a record is larger than a
                broker takes: it would be refused for ever.
        """
        begin, numbers = (cause, itertools.count()) if cause else (self._epoch, self._numbers)
        return [self.writer(type(r))(r, b"%s-%d" % (begin, next(numbers)), trace) for r in records]

    def writer(self, kind: type[Record]) -> Write:
        """What makes a message of a record of this type; it raises as `wrap` does."""
        if kind not in self._writers:
            self._writers[kind] = _writer(kind, self.agent, self.codec.encoders[kind])
        return self._writers[kind]


def _writer(kind: type[Record], agent: str, encode: Encode) -> Write:
    topic, key = kind.contract.topic, kind.contract.key
    constant = [
        ("ce_specversion", b"1.0"),
        ("ce_type", topic.encode()),
        ("ce_source", f"/agents/{agent}".encode()),
        ("content-type", b"application/vnd.confluent.avro"),
    ]

    def write(record: Record, number: bytes, trace: Header) -> Outgoing:
        value = encode(record)
        if len(value) > _LARGEST:
            raise ValueError(f"{topic}: {len(value)} bytes; no message may exceed {_LARGEST}")
        headers = [*constant, ("ce_id", number), trace]
        return topic, record.__dict__[key].encode(), value, headers

    return write


def cause_of(delivery: Delivery) -> bytes:
    """Names an input by its place on the bus, which is the same however often it is delivered."""
    return b"%s-%d-%d" % (delivery.topic.encode(), delivery.partition, delivery.offset)


def new_trace() -> Header:
    """A `traceparent` header that begins a trace."""
    return TRACE, f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01".encode()


def trace_of(headers: Headers, default: Header) -> Header:
    """The `traceparent` among these headers, in which `wrap` puts it last."""
    for header in reversed(headers):
        if header[0] == TRACE:
            return header
    return default
