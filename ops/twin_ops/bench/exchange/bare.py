"""What the exchange is compared with: the same three things without users, caches or contracts.

`python -m twin_ops.bench.exchange.bare PORT` serves on loopback.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

import fastavro
import uvicorn
from aiokafka import AIOKafkaProducer
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, Field

from twin_bus.kafka import KafkaConnection, KafkaOpenTopics
from twin_ops.bench.exchange.sample import NAME, SCHEMA
from twin_ops.settings import load_settings

_TOPIC = f"{NAME}.bare"
_PERIOD = 1.0
_HEADERS = [("content-type", b"application/vnd.confluent.avro")]


class _Sample(BaseModel):
    place: str
    component: str
    share: Annotated[float, Field(ge=0, le=1)]
    number: int
    note: str | None = None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _value(tag: str, now: str) -> dict[str, Any]:
    return {
        "tag": tag,
        "value": 1.0,
        "unit": "kg/s",
        "quality": "good",
        "reason": "",
        "source_time": now,
        "server_time": now,
        "ingest_time": now,
        "origin": "plant",
        "writable": False,
        "desired": None,
        "simulated": 1.0,
        "residual": 0.0,
        "age_s": 0.0,
    }


def bare_app(kafka: KafkaConnection) -> FastAPI:
    """The application; makes its topic when it starts."""
    schema = fastavro.parse_schema(SCHEMA)
    streams: set[_Stream] = set()

    @contextlib.asynccontextmanager
    async def open_(app: FastAPI) -> AsyncIterator[None]:
        await KafkaOpenTopics(kafka, client_id="bench.bare").create(_TOPIC, {})
        producer = AIOKafkaProducer(
            **kafka.options(), enable_idempotence=True, max_batch_size=512 * 1024
        )
        await producer.start()
        app.state.producer = producer
        ticking = asyncio.create_task(_tick(streams))
        yield
        ticking.cancel()
        await producer.stop()

    app = FastAPI(lifespan=open_)

    @app.post("/v1/contracts/{name}/1/messages")
    async def supply(name: str, body: list[_Sample], request: Request) -> dict[str, Any]:
        await _send(request.app.state.producer, schema, body)
        return {"contract": name, "version": 1, "accepted": len(body)}

    @app.get("/v1/values/{tag}")
    async def value(tag: str) -> dict[str, Any]:
        return _value(tag, _now())

    @app.websocket("/v1/stream")
    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        hello = await socket.receive_json()
        own = _Stream(socket, hello["subscribe"])
        streams.add(own)
        try:
            await own.send(_now())
            with contextlib.suppress(WebSocketDisconnect):
                await socket.receive_text()
        finally:
            streams.discard(own)

    return app


async def _send(producer: AIOKafkaProducer, schema: Any, body: list[_Sample]) -> None:
    batch = producer.create_batch()
    for one in body:
        buffer = io.BytesIO()
        buffer.write(b"\x00\x00\x00\x00\x01")
        fastavro.schemaless_writer(buffer, schema, one.model_dump())
        key, value = one.place.encode(), buffer.getvalue()
        batch.append(key=key, value=value, timestamp=None, headers=_HEADERS)
    await (await producer.send_batch(batch, _TOPIC, partition=0))


class _Stream:
    """Sends all values of a client; does not wait for one that is slow, as it has none."""

    def __init__(self, socket: WebSocket, tags: Sequence[str]) -> None:
        self._socket, self._tags = socket, tags

    async def send(self, now: str) -> None:
        values = [_value(tag, now) for tag in self._tags]
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await self._socket.send_text(json.dumps({"type": "values", "values": values}))


async def _tick(streams: set[_Stream]) -> None:
    while True:
        await asyncio.sleep(_PERIOD)
        now = _now()
        for one in [*streams]:
            await one.send(now)


if __name__ == "__main__":
    uvicorn.run(
        bare_app(KafkaConnection(load_settings().kafka)),
        port=int(sys.argv[1]),
        log_config=None,
        ws_per_message_deflate=False,
    )
