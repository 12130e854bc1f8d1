"""A client that has not taken a large message is sent no more: it never gets an old queue."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from uvicorn.server import ServerState
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from twin_agents.exchange.frames import StreamProtocol
from twin_agents.exchange.serving import serving

LARGE, SMALL = "x" * 100_000, "y"


@dataclass
class Sender:
    """An application that sends some texts, and notes which of them it has got rid of."""

    texts: list[str]
    sent: list[str] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        try:
            for text in self.texts:
                await send({"type": "websocket.send", "text": text})
                self.sent.append(text)
        finally:
            self.ended.set()


@dataclass
class Client:
    """Reads frames, and answers a ping only when it is told to."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    wire: ClientProtocol
    frames: list[Frame] = field(default_factory=list)

    async def read(self, opcode: Opcode) -> Frame:
        """The next frame of a kind."""
        while not (found := [f for f in self.frames if f.opcode is opcode]):
            self.wire.receive_data(await self.reader.read(65_536))
            self.frames += [e for e in self.wire.events_received() if isinstance(e, Frame)]
            self.wire.data_to_send()  # the pongs that it would answer with
        self.frames.remove(found[0])
        return found[0]

    async def answer(self, ping: Frame) -> None:
        self.wire.send_pong(ping.data)
        await self.flush()

    async def flush(self) -> None:
        self.writer.write(b"".join(self.wire.data_to_send()))
        await self.writer.drain()


@asynccontextmanager
async def connected(sender: Sender) -> AsyncIterator[Client]:
    config = serving(sender, "127.0.0.1", 0)
    config.load()
    server = await asyncio.get_running_loop().create_server(
        lambda: StreamProtocol(config, ServerState(), {}), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    client = Client(reader, writer, ClientProtocol(parse_uri(f"ws://127.0.0.1:{port}/")))
    client.wire.send_request(client.wire.connect())
    await client.flush()
    try:
        yield client
    finally:
        writer.close()
        server.close()


@pytest.mark.asyncio
async def test_nothing_follows_a_large_message_until_the_client_has_taken_it():
    sender = Sender([SMALL, SMALL, LARGE, SMALL])
    async with connected(sender) as client:
        ping = await client.read(Opcode.PING)
        for _ in range(10):
            await asyncio.sleep(0)
        assert sender.sent == [SMALL, SMALL, LARGE]
        await client.answer(ping)
        await asyncio.wait_for(sender.ended.wait(), 10)
        assert sender.sent == sender.texts


@pytest.mark.asyncio
async def test_a_client_that_goes_without_taking_it_holds_nobody():
    sender = Sender([LARGE, LARGE])
    async with connected(sender) as client:
        await client.read(Opcode.PING)
        client.writer.transport.abort()
        await asyncio.wait_for(sender.ended.wait(), 10)
    assert sender.sent == [LARGE]
