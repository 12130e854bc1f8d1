"""HTTP routes by which users see what they may, and look after their own password and sessions."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query, Request

from twin_agents.exchange.access import NotAuthorised
from twin_agents.exchange.login import client_of
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox, TheSession, known_tag
from twin_agents.exchange.users.answers import done
from twin_agents.exchange.users.bodies import OwnPasswordBody
from twin_agents.exchange.users.shown import grants_shown, roles_shown, session_shown
from twin_schemas.vocabulary import Action, Origin

router = APIRouter(prefix="/v1", tags=["users"])


@router.get("/me")
async def me(session: TheSession, exchange: TheExchange) -> dict[str, Any]:
    """Who one is, what one may, and where one has logged in.

    `may` names the actions that are allowed now, with some tag or contract at least.
    """
    user = exchange.users.enabled(session.user)
    assert user is not None  # noqa: S101 - else the session is not valid
    standing = exchange.standing(session.user)
    return {
        "user": user.name,
        "roles": list(user.roles),
        "rights": grants_shown(user.grants),
        "may": [action for action in get_args(Action) if standing.may(action)],
        "session": session.id,
        "sessions": [session_shown(one) for one in exchange.sessions.open(user.name)],
        "password": exchange.access.has_password(user.name),
    }


@router.get("/me/may")
async def may(
    session: TheSession,
    exchange: TheExchange,
    action: Action,
    tag: Annotated[str, Query(max_length=200)] = "",
    origin: Origin | None = None,
) -> dict[str, Any]:
    """Whether one may do something now, by what, or why not; asking is no refusal."""
    subject = known_tag(exchange, tag).name if tag else ""
    found = exchange.standing(session.user).judge(action, subject, origin=origin or "")
    by = found.grant.source if found.grant else None
    return {"allowed": found.allowed, "by": by, "reason": found.reason or None}


@router.get("/roles")
async def roles(_session: TheSession) -> dict[str, Any]:
    """All roles with their rights."""
    return {"roles": roles_shown()}


@router.post("/me/password")
async def password(
    body: OwnPasswordBody,
    request: Request,
    session: TheSession,
    exchange: TheExchange,
    out: TheOutbox,
) -> dict[str, Any]:
    """Changes one's own password; one's other sessions end."""
    user, client, now_ns = session.user, client_of(request), exchange.clock.now_ns()
    if wait_s := exchange.failed_logins.wait_s(client, user, now_ns):
        raise Refusal(429, "too many wrong passwords", f"wait {wait_s} s", wait_s=wait_s)
    try:
        await asyncio.to_thread(exchange.access.login, user, body.old)
    except NotAuthorised as error:
        exchange.failed_logins.failed(client, user, now_ns)
        raise Refusal(422, "the present password is wrong", "nothing was changed") from error
    await done(exchange.desk.set_password(user, body.new, user, out, but=session.id))
    return {"user": user, "changed": True}


@router.post("/me/sessions/{session_id}/end")
async def end(
    session_id: str, session: TheSession, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Ends a session of one's own."""
    found = exchange.sessions.session(session_id)
    if found is None or found.user != session.user:
        raise Refusal(404, f"you have no open session {session_id}", "GET /v1/me lists them")
    await done(exchange.desk.end_sessions([found], session.user, out))
    return {"session": session_id, "ended": True}
