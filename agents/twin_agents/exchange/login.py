"""HTTP routes by which users come in and go."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request

from twin_agents.exchange.access import NotAuthorised, Session
from twin_agents.exchange.bodies import LoginBody
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox, TheSession
from twin_bus.errors import BusUnavailable
from twin_schemas.access_events import SessionChanged
from twin_schemas.messages import LoginAttempted
from twin_schemas.vocabulary import SessionChange

router = APIRouter(prefix="/v1")


def _client(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _changed(
    session: Session, change: SessionChange, request: Request, now_ns: int
) -> SessionChanged:
    return SessionChanged(
        session=session.id,
        user=session.user,
        change=change,
        client=_client(request),
        expires_ns=int(session.expires.timestamp()) * 1_000_000_000,
        time_ns=now_ns,
    )


def _shown(token: str, session: Session) -> dict[str, Any]:
    return {"token": token, "expires_at": session.expires.isoformat(), "user": session.user}


@router.post("/login")
async def login(
    body: LoginBody, request: Request, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Gives a token for a name and a password; every try is audited, and too many are refused."""
    client = _client(request)
    user, now_ns = body.username, exchange.clock.now_ns()

    def attempt(*, succeeded: bool) -> LoginAttempted:
        return LoginAttempted(user=user, succeeded=succeeded, client=client, time_ns=now_ns)

    if wait_s := exchange.failed_logins.wait_s(client, user, now_ns):
        out.offer([attempt(succeeded=False)])
        raise Refusal(429, "too many failed logins", f"wait {wait_s} s", wait_s=wait_s)
    try:
        token, session = await asyncio.to_thread(exchange.access.login, user, body.password)
    except NotAuthorised as error:
        exchange.failed_logins.failed(client, user, now_ns)
        out.offer([attempt(succeeded=False)])
        hint = "the first user's password was shown when the twin started for the first time"
        raise Refusal(401, str(error), hint) from error
    exchange.failed_logins.succeeded(client, user)
    out.offer([attempt(succeeded=True), _changed(session, "began", request, now_ns)])
    return _shown(token, session)


@router.post("/refresh")
async def refresh(
    request: Request, exchange: TheExchange, out: TheOutbox, session: TheSession
) -> dict[str, Any]:
    """Gives a new token of the same session; the old one stays until it expires."""
    token, renewed = exchange.access.token(session.user, session=session.id)
    out.offer([_changed(renewed, "refreshed", request, exchange.clock.now_ns())])
    return _shown(token, renewed)


@router.post("/logout")
async def logout(
    request: Request, exchange: TheExchange, out: TheOutbox, session: TheSession
) -> dict[str, Any]:
    """Ends the session: none of its tokens is taken any more, also after a restart."""
    last = exchange.access.outliving(session)
    ended = _changed(last, "ended", request, exchange.clock.now_ns())
    exchange.end_session(ended)
    try:
        await out.publish([ended])
    except BusUnavailable as error:
        raise Refusal(503, str(error), "the session is ended until a restart; try again") from error
    return {"user": session.user, "ended": True}
