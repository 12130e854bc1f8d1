"""The WebSocket route."""

from __future__ import annotations

import asyncio
import contextlib
from fnmatch import fnmatchcase

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from twin_agents.exchange.access import NotAuthorised
from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.bodies import SubscribeBody
from twin_agents.exchange.contracts.catalogue import CODE_TOPICS
from twin_agents.exchange.may import BY_FIRST_MESSAGE
from twin_agents.exchange.stream import Subscriber

router = APIRouter(prefix="/v1")
_HELLO_SECONDS = 10.0
_NOT_AUTHORISED = 4401


@router.websocket("/stream", dependencies=[BY_FIRST_MESSAGE])
async def stream(socket: WebSocket) -> None:
    """Values, commands and health as they come, after a first message with the token."""
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        exchange: Exchange = socket.app.state.exchange
        if hello := await _hello(exchange, socket):
            _follow(exchange, hello)
            await _feed(exchange, socket, hello)


async def _hello(exchange: Exchange, socket: WebSocket) -> SubscribeBody | None:
    try:
        text = await asyncio.wait_for(socket.receive_text(), _HELLO_SECONDS)
        hello = SubscribeBody.model_validate_json(text)
        exchange.session_of(hello.token)
    except (TimeoutError, ValueError, NotAuthorised) as error:
        hint = 'send {"token": …, "subscribe": ["*"], "rate_hz": 5} first'
        await socket.send_json({"type": "error", "error": str(error), "hint": hint})
        await socket.close(_NOT_AUTHORISED)
        return None
    return hello


def _follow(exchange: Exchange, hello: SubscribeBody) -> None:
    """Has the code's contracts read that a client subscribes to and may read.

    The others are read anyway.
    """
    if exchange.office is None:
        return
    standing = exchange.standing(exchange.session_of(hello.token).user)
    for topic in sorted(CODE_TOPICS):
        wanted = any(fnmatchcase(topic, pattern) for pattern in hello.contracts)
        if wanted and standing.may_read_contract(topic, ""):
            exchange.office.reader.follow_new(topic)


async def _feed(exchange: Exchange, socket: WebSocket, hello: SubscribeBody) -> None:
    session = exchange.session_of(hello.token)
    subscriber = Subscriber(
        exchange.values,
        exchange.clock,
        hello.subscribe,
        hello.rate_hz,
        contracts=hello.contracts,
        standing=exchange.standing(session.user),
        selections=exchange.selections,
    )
    exchange.subscribers.append(subscriber)
    listener = asyncio.create_task(_until_closed(socket))
    try:
        while not listener.done():
            messages = await subscriber.next()
            if not exchange.is_valid(session):
                await socket.close(_NOT_AUTHORISED)
                return
            for message in messages:
                await socket.send_text(message)
    finally:
        exchange.leave(subscriber)
        listener.cancel()


async def _until_closed(socket: WebSocket) -> None:
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()
