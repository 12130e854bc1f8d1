"""Kafka's OffsetDelete request (KIP-496), which aiokafka does not have."""

from __future__ import annotations

from typing import Any

from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Int16, Int32, Schema, String

_API_KEY = 47


class _Response(Response):  # type: ignore[misc]  # aiokafka has no types
    API_KEY = _API_KEY
    API_VERSION = 0
    SCHEMA = Schema(
        ("error_code", Int16),
        ("throttle_time_ms", Int32),
        (
            "topics",
            Array(
                ("name", String("utf-8")),
                ("partitions", Array(("partition", Int32), ("error_code", Int16))),
            ),
        ),
    )


class _Request(RequestStruct):  # type: ignore[misc]
    API_KEY = _API_KEY
    API_VERSION = 0
    RESPONSE_TYPE = _Response
    SCHEMA = Schema(
        ("group_id", String("utf-8")),
        ("topics", Array(("name", String("utf-8")), ("partitions", Array(Int32)))),
    )


class OffsetDelete(Request[_Request]):  # type: ignore[misc]
    """Forgets where a group is in a topic.

    Attributes:
        group: Consumer group.
        topic: Topic that it reads no more.
        partitions: Partitions of the topic.
    """

    API_KEY = _API_KEY

    def __init__(self, group: str, topic: str, partitions: list[int]) -> None:
        self.group, self.topic, self.partitions = group, topic, partitions

    def build(self, request_struct_class: type[Any]) -> Any:
        """The request as it goes over the wire."""
        return request_struct_class(self.group, [(self.topic, self.partitions)])
