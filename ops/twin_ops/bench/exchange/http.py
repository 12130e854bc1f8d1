"""A client that costs next to nothing, so that the server is what is measured."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from twin_ops.errors import Unreachable

_OK = 200


@dataclass
class BareClient:
    """One connection that is kept.

    Attributes:
        port: Server on loopback.
        token: Lets in.
    """

    port: int
    token: str
    _reader: asyncio.StreamReader = field(init=False)
    _writer: asyncio.StreamWriter = field(init=False)

    async def __aenter__(self) -> BareClient:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def send(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Body of the answer.

        Raises:
            Unreachable: If it is no success.
        """
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Authorization: Bearer {self.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        lines = (await self._reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
        lengths = [int(one[16:]) for one in lines if one.startswith(b"content-length: ")]
        answer = await self._reader.readexactly(lengths[0])
        if int(lines[0].split()[1]) // 100 * 100 != _OK:
            raise Unreachable(f"{method} {path}: {answer.decode()[:200]}")
        return answer
