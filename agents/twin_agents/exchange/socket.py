"""The WebSocket route."""

from __future__ import annotations

import asyncio
import contextlib
from fnmatch import fnmatchcase

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from twin_agents.exchange.access import NotAuthorised, NotReady
from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.bodies import SubscribeBody
from twin_agents.exchange.contracts.catalogue import CODE_TOPICS
from twin_agents.exchange.may import BY_FIRST_MESSAGE
from twin_agents.exchange.stream import Subscriber

router = APIRouter(prefix="/v1")
HELLO_SECONDS = 10.0
_NOT_UNDERSTOOD = 4400
_NOT_AUTHORISED = 4401
_TOO_LATE = 4408
_TRY_AGAIN = 1013
_MOST_REASON = 120  # bytes; a close frame takes 123


@router.websocket("/stream", dependencies=[BY_FIRST_MESSAGE])
async def stream(socket: WebSocket) -> None:
    """Values, commands and health as they come, after a first message with the token.

    Closed with 4400 for a message that is not understood, 4401 without a valid token, 4408 if no
    first message comes, 1013 while the exchange starts.
    """
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        exchange: Exchange = socket.app.state.exchange
        if hello := await _hello(exchange, socket):
            _follow(exchange, hello)
            await _feed(exchange, socket, hello)


async def _hello(exchange: Exchange, socket: WebSocket) -> SubscribeBody | None:
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            hello = SubscribeBody.model_validate_json(await _text(socket))
        exchange.session_of(hello.token)
    except TimeoutError:
        await _refuse(socket, _TOO_LATE, f"no message within {HELLO_SECONDS:g} s")
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        await _refuse(socket, _NOT_UNDERSTOOD, "; ".join(problems))
    except NotReady as error:
        await _refuse(socket, _TRY_AGAIN, str(error))
    except NotAuthorised as error:
        await _refuse(socket, _NOT_AUTHORISED, str(error))
    except ValueError as error:
        await _refuse(socket, _NOT_UNDERSTOOD, str(error))
    else:
        return hello
    return None


async def _refuse(socket: WebSocket, code: int, error: str) -> None:
    hint = 'send {"token": …, "subscribe": ["*"], "rate_hz": 5} first'
    await socket.send_json({"type": "error", "error": error, "hint": hint})
    await socket.close(code, _reason(error))


def _reason(text: str) -> str:
    return text.encode(errors="replace")[:_MOST_REASON].decode(errors="ignore")


async def _text(socket: WebSocket) -> str:
    """The client's next message.

    Raises:
        ValueError: If it is not text.
        WebSocketDisconnect: If the client has gone.
    """
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message["code"], message.get("reason"))
    text = message.get("text")
    if not isinstance(text, str):
        raise ValueError("a message that is no text")  # noqa: TRY004 - what was sent is wrong
    return text


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
        changes=hello.changes,
        standing=exchange.standing(session.user),
        selections=exchange.selections,
    )
    exchange.subscribers.append(subscriber)
    listener = asyncio.create_task(_until_it_speaks(socket, subscriber))
    try:
        while True:
            messages = await subscriber.next()
            if not exchange.is_valid(session):
                await socket.close(_NOT_AUTHORISED, "the session has ended")
                return
            if listener.done():
                await socket.close(_NOT_UNDERSTOOD, "nothing is taken after the first message")
                return
            for message in messages:
                await socket.send_text(message)
    finally:
        exchange.leave(subscriber)
        listener.cancel()


async def _until_it_speaks(socket: WebSocket, subscriber: Subscriber) -> None:
    """Returns when the client sends something or goes: both end its stream."""
    with contextlib.suppress(WebSocketDisconnect, ValueError):
        await _text(socket)
    subscriber.notify()
