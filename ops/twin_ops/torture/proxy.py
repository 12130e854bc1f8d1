"""A TCP proxy between adapter and server that can be cut, held up, and counts renewed keys."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

_OPEN_CHANNEL = b"OPN"
_HEADER = 8


@dataclass
class Frames:
    """Counts OPC UA's messages that open or renew a secure channel; their header is never secret.

    Attributes:
        opened: How many there were.
    """

    opened: int = 0
    _rest: bytes = b""

    def take(self, data: bytes) -> None:
        """Looks at the next bytes of a stream."""
        self._rest += data
        while len(self._rest) >= _HEADER:
            size = int.from_bytes(self._rest[4:8], "little")
            if size < _HEADER or len(self._rest) < size:
                return
            self.opened += self._rest[:3] == _OPEN_CHANNEL
            self._rest = self._rest[size:]


@dataclass
class Proxy:
    """Passes connections on until it is told otherwise.

    Attributes:
        port: Where clients come to.
        target: Port of the server.
        connections: How many clients have come.
        frames: What clients of the present connections have sent.
    """

    port: int
    target: int
    connections: int = 0
    frames: list[Frames] = field(default_factory=list)
    _server: asyncio.Server | None = field(default=None, init=False)
    _writers: set[asyncio.StreamWriter] = field(default_factory=set, init=False)
    _flows: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    async def start(self) -> None:
        """Listens."""
        self._flows.set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def cut(self) -> None:
        """Ends all connections and takes no new ones; `start` mends it."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        self._flows.set()

    def hold(self) -> None:
        """Passes nothing on any more, without ending anything, as a dead switch does."""
        self._flows.clear()

    def let_go(self) -> None:
        """Passes on what was held up, and all that follows."""
        self._flows.set()

    @property
    def keys(self) -> int:
        """How many times keys were made for a channel, of all connections."""
        return sum(one.opened for one in self.frames)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        frames = Frames()
        self.frames.append(frames)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pass(reader, back, frames))
                group.create_task(self._pass(there, writer, None))
        except* OSError:
            pass
        finally:
            for end in (writer, back):
                end.transport.abort()
            self._writers -= {writer, back}

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, frames: Frames | None
    ) -> None:
        while data := await reader.read(65_536):
            await self._flows.wait()
            if frames is not None:
                frames.take(data)
            writer.write(data)
            await writer.drain()
        raise ConnectionError("one end has closed")
