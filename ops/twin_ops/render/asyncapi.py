"""The topics as an AsyncAPI 3 document."""

from __future__ import annotations

from typing import Any

from twin_ops.readers import readers_of, writers_of
from twin_ops.topics import topic_configuration
from twin_schemas.avro import avro_schema
from twin_schemas.messages import CONTRACTS
from twin_schemas.record import Record

_FORMAT = "application/vnd.apache.avro+json;version=1.9.0"


def asyncapi_document() -> dict[str, Any]:
    """Channels, messages, and who sends and receives them."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "twinbus",
            "version": "1",
            "description": "Topics of the digital twin; Avro in Confluent's framing. Other "
            "systems add contracts of their own through the exchange; they are listed by "
            "GET /v1/contracts and in the topic contract.declared.v1.",
        },
        "defaultContentType": "application/vnd.confluent.avro",
        "channels": {record.contract.topic: _channel(record) for record in CONTRACTS},
        "operations": {
            name: one for record in CONTRACTS for name, one in _operations(record).items()
        },
    }


def _channel(record: type[Record]) -> dict[str, Any]:
    contract, schema = record.contract, avro_schema(record)
    return {
        "address": contract.topic,
        "description": schema["doc"],
        "messages": {
            record.__name__: {
                "name": record.__name__,
                "summary": schema["doc"],
                "payload": {"schemaFormat": _FORMAT, "schema": schema},
                "bindings": {"kafka": {"key": _key(schema, contract.key)}},
            }
        },
        "bindings": {"kafka": {"topicConfiguration": topic_configuration(contract)}},
        "x-owner": contract.owner,
        "x-compatibility": contract.compatibility,
    }


def _key(schema: dict[str, Any], key: str) -> dict[str, Any]:
    (field,) = (field for field in schema["fields"] if field["name"] == key)
    return {"type": "string", "description": field["doc"]}


def _operations(record: type[Record]) -> dict[str, Any]:
    channel = {"$ref": f"#/channels/{record.contract.topic}"}
    sends = {f"{agent} sends {record.__name__}": "send" for agent in writers_of(record)}
    takes = {f"{agent} receives {record.__name__}": "receive" for agent in readers_of(record)}
    return {
        name: {"action": action, "channel": channel} for name, action in (sends | takes).items()
    }
