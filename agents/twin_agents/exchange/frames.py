"""The wire of the stream: uvicorn's protocol, but text that is none is not its program's fault."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode

MOST_BYTES = 256 * 1024
"""Largest message of a client; its first one has names of tags and a token."""
_CLOSE_SECONDS = 2.0


class StreamProtocol(WebSocketsSansIOProtocol):
    """Closes with 1007 where text is no UTF-8; uvicorn does too, with a traceback in the log.

    Who does not answer the end of the stream is hung up on after two seconds, not after ten.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.close_timeout = _CLOSE_SECONDS

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
