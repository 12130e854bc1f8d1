"""Messages that systems supply: checked against their contract, all of them or none."""

from __future__ import annotations

import io
import json
import secrets
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import fastavro

from twin_bus.bounded_avro import needs_bounds
from twin_bus.errors import Misfit, TwinError, Undecodable
from twin_bus.json_avro import JsonAvro, plain_json
from twin_bus.ports import Header, Outgoing
from twin_bus.runtime.envelope import new_trace
from twin_schemas.contract_events import ContractDeclared

JSON, AVRO, BARE_AVRO = "application/json", "application/avro", "avro/binary"
_HEADER = struct.Struct(">bI")
_CONTAINER = b"Obj\x01"
_TOLD = 10


@dataclass(frozen=True)
class Problem:
    """What is wrong with one record.

    Attributes:
        record: Its position in what was supplied, from 0.
        field: Path to the field; empty for the record itself.
        problem: What is wrong.
    """

    record: int
    field: str
    problem: str


class Unfit(TwinError):
    """Supplied messages break their contract.

    Attributes:
        problems: The first ones.
        messages: How many messages were supplied.
    """

    def __init__(self, problems: Sequence[Problem], messages: int) -> None:
        first = problems[0]
        place = f"field {first.field}: " if first.field else ""
        super().__init__(f"record {first.record}: {place}{first.problem}")
        self.problems, self.messages = problems[:_TOLD], messages


@dataclass
class MessageCodec:
    """Supplied bodies of one contract to messages of its topic.

    Attributes:
        declared: The contract.
        schema_id: Registered id of its schema.
    """

    declared: ContractDeclared
    schema_id: int
    codec: JsonAvro = field(init=False)
    _head: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.codec = JsonAvro(json.loads(self.declared.schema))
        self._head = _HEADER.pack(0, self.schema_id)

    def records(self, body: bytes, content_type: str) -> list[Any]:
        """Records in a body, not checked yet.

        Raises:
            Unfit: If it cannot be read.
        """
        try:
            if content_type == BARE_AVRO:
                return [plain_json(self.codec.decode(body))]
            if content_type == AVRO:
                return [plain_json(one) for one in self._avro(body)]
            content = json.loads(body)
        except (ValueError, RecursionError, Undecodable) as error:
            raise Unfit([Problem(0, "", f"not {content_type}: {error}")], 0) from error
        return content if isinstance(content, list) else [content]

    def _avro(self, body: bytes) -> Iterable[Any]:
        if body.startswith(_CONTAINER):
            return self._contained(body)
        if body[:5] != self._head:
            raise Undecodable(
                f"begin with Obj 1 (a container file) or with 0 and schema id {self.schema_id}; "
                f"bare Avro is {BARE_AVRO}"
            )
        return [self.codec.decode(body[5:])]

    def _contained(self, body: bytes) -> list[Any]:
        try:
            reader = fastavro.reader(io.BytesIO(body), reader_schema=self.codec.parsed)
            trouble = _trouble(reader)
            records = [] if trouble else list(reader)
        except Exception as error:  # its reader raises many types
            raise Undecodable(f"no Avro container of this contract: {error!r}") from error
        if trouble:
            raise Undecodable(trouble)
        return records

    def messages(self, records: Sequence[Any], author: str) -> list[Outgoing]:
        """Messages of checked records.

        Raises:
            Unfit: If a record breaks the contract; names records and fields.
        """
        problems: list[Problem] = []
        checked: list[tuple[bytes, bytes]] = []
        for place, record in enumerate(records):
            try:
                fields = self.codec.checked(record)
                checked.append((self._key(fields), self._head + self.codec.encode(fields)))
            except Misfit as misfit:
                problems.append(Problem(place, misfit.field, misfit.problem))
            except RecursionError:
                problems.append(Problem(place, "", "nested too deep"))
        if problems:
            raise Unfit(problems, len(records))
        topic, headers = self.declared.topic, self._headers(len(checked), author)
        return [(topic, *message, own) for message, own in zip(checked, headers, strict=True)]

    def _key(self, fields: dict[str, Any]) -> bytes:
        return str(fields[self.declared.key_field]).encode()

    def _headers(self, count: int, author: str) -> Iterable[list[Header]]:
        constant: list[Header] = [
            ("ce_specversion", b"1.0"),
            ("ce_type", self.declared.topic.encode()),
            ("ce_source", f"/users/{author}".encode()),
            ("content-type", b"application/vnd.confluent.avro"),
        ]
        batch, trace = secrets.token_hex(4), new_trace()
        for number in range(count):
            yield [*constant, ("ce_id", f"{batch}-{number}".encode()), trace]


def _trouble(reader: Any) -> str:
    """Why a container can not be read without harm; empty if it can."""
    if reader.codec != "null":  # a few bytes may be gigabytes when they are unpacked
        return f"the container is packed ({reader.codec}); send it without"
    if needs_bounds(reader.writer_schema):
        return "the container's schema holds itself, or items without bytes"
    return ""
