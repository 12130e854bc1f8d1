"""The wire of the stream: uvicorn's protocol, but text that is none is not its program's fault."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame

MOST_BYTES = 256 * 1024
"""Largest message of a client; its first one has names of tags and a token."""
_CLOSE_SECONDS = 2.0
_LARGE = 8 * 1024  # bytes
_TAKEN = b"taken"


class StreamProtocol(WebSocketsSansIOProtocol):
    """Closes with 1007 where text is no UTF-8; uvicorn does too, with a traceback in the log.

    Who does not answer the end of the stream is hung up on after two seconds, not after ten.

    A large message is followed by a ping, and nothing more is sent before the client answers it, as
    the standard obliges it to (RFC 6455, 5.5.2). Else the buffers between the two would fill with
    values that are old when a slow client takes them.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.close_timeout = _CLOSE_SECONDS
        self._taken = asyncio.Event()
        self._taken.set()

    async def send(self, message: Any) -> None:
        """Sends what the stream has, as soon as the client has taken the last large message."""
        if message["type"] != "websocket.send":
            await super().send(message)
            return
        await self._taken.wait()
        await super().send(message)
        if len(message.get("text") or "") > _LARGE and not self.transport.is_closing():
            self._taken.clear()
            self.conn.send_ping(_TAKEN)
            self.transport.write(b"".join(self.conn.data_to_send()))

    def handle_pong(self, event: Frame) -> None:
        """Goes on once the client has taken the large message."""
        if bytes(event.data) == _TAKEN:
            self._taken.set()
        else:
            super().handle_pong(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Holds nobody who waits for a client that has gone."""
        self._taken.set()
        super().connection_lost(exc)

    def send_receive_event_to_app(self) -> None:
        """Hands a message to the stream."""
        if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
            self.frames = []
            self.conn.fail(CloseCode.INVALID_DATA, "text that is no UTF-8")
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
