"""HTTP routes by which users come in and go."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request

from twin_agents.exchange.access import NotAuthorised, NotReady, Session
from twin_agents.exchange.bodies import LoginBody
from twin_agents.exchange.may import OPEN
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox, TheSession
from twin_bus.errors import BusUnavailable
from twin_schemas.access_events import LoginAttempted, SessionChanged
from twin_schemas.vocabulary import SessionChange

router = APIRouter(prefix="/v1")


def client_of(request: Request) -> str:
    """Network address of a client."""
    return request.client.host if request.client else "unknown"


def changed(
    session: Session, change: SessionChange, request: Request, now_ns: int
) -> SessionChanged:
    """The record that a session of a client began, went on or ended."""
    return SessionChanged(
        session=session.id,
        user=session.user,
        change=change,
        client=client_of(request),
        expires_ns=int(session.expires.timestamp()) * 1_000_000_000,
        time_ns=now_ns,
    )


def token_shown(token: str, session: Session) -> dict[str, Any]:
    """A token as clients get it."""
    return {"token": token, "expires_at": session.expires.isoformat(), "user": session.user}


@router.post("/login", dependencies=[OPEN])
async def login(
    body: LoginBody, request: Request, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Gives a token for a name and a password; every try is audited, and too many are refused."""
    client = client_of(request)
    user, now_ns = body.username, exchange.clock.now_ns()

    def attempt(reason: str = "") -> LoginAttempted:
        return LoginAttempted(
            user=user, succeeded=not reason, client=client, time_ns=now_ns, reason=reason
        )

    if wait_s := exchange.failed_logins.wait_s(client, user, now_ns):
        out.offer([attempt("too many failed logins")])
        raise Refusal(429, "too many failed logins", f"wait {wait_s} s", wait_s=wait_s)
    try:
        token, session = await asyncio.to_thread(exchange.access.login, user, body.password)
        exchange.require_enabled(user)
    except NotReady as error:
        raise Refusal(503, str(error), "try again in a second") from error
    except NotAuthorised as error:
        exchange.failed_logins.failed(client, user, now_ns)
        out.offer([attempt(str(error))])
        hint = "the first user's password was shown when the twin started for the first time"
        raise Refusal(401, str(error), hint) from error
    exchange.failed_logins.succeeded(client, user)
    began = changed(session, "began", request, now_ns)
    exchange.note_session(began)
    out.offer([attempt(), began])
    return token_shown(token, session)


@router.post("/refresh")
async def refresh(
    request: Request, exchange: TheExchange, out: TheOutbox, session: TheSession
) -> dict[str, Any]:
    """Gives a new token of the same session; the old one stays until it expires."""
    token, renewed = exchange.access.token(session.user, session=session.id)
    refreshed = changed(renewed, "refreshed", request, exchange.clock.now_ns())
    exchange.note_session(refreshed)
    out.offer([refreshed])
    return token_shown(token, renewed)


@router.post("/logout")
async def logout(
    request: Request, exchange: TheExchange, out: TheOutbox, session: TheSession
) -> dict[str, Any]:
    """Ends the session: none of its tokens is taken any more, also after a restart."""
    last = exchange.access.outliving(session)
    ended = changed(last, "ended", request, exchange.clock.now_ns())
    exchange.note_session(ended)
    try:
        await out.publish([ended])
    except BusUnavailable as error:
        raise Refusal(503, str(error), "the session is ended until a restart; try again") from error
    return {"user": session.user, "ended": True}
