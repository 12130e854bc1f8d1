"""How the exchange is served: bounds of what clients may send, and nothing told of itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from twin_agents.exchange.frames import MOST_BYTES, StreamProtocol

_MOST_CONNECTIONS = 2_000


def serving(app: ASGIApp, host: str, port: int, identity: Path | None = None) -> uvicorn.Config:
    """The server's settings.

    Args:
        app: What is served.
        host: Where it listens.
        port: HTTP and WebSocket.
        identity: PEM file with key and certificate for TLS; None without.
    """
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        ssl_certfile=identity,
        log_config=None,
        access_log=False,
        server_header=False,
        # A client could name another address than its own, and so escape the limit of log-ins.
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        ws=StreamProtocol,
        ws_max_size=MOST_BYTES,
        # Packing what hundreds of clients get would cost more than a core.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=1,
    )


async def first_failure(work: Sequence[asyncio.Future[None]]) -> None:
    """Waits until one ends, and raises what ended it."""
    done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
    for one in done:
        one.result()
