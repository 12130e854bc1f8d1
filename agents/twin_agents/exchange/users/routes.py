"""HTTP routes of users and sessions, for those who may change them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from twin_agents.exchange.may import UserKeeper
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox
from twin_agents.exchange.users.answers import done
from twin_agents.exchange.users.bodies import GrantBody, PasswordBody, UserBody
from twin_agents.exchange.users.shown import session_shown, user_shown

router = APIRouter(prefix="/v1", tags=["users"])


@router.get("/users")
async def users(_permit: UserKeeper, exchange: TheExchange) -> dict[str, Any]:
    """All users with their roles and rights."""
    return {"users": [user_shown(user, exchange) for user in exchange.users.all()]}


@router.post("/users", status_code=201)
async def add(
    body: UserBody, permit: UserKeeper, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Adds a user who logs in with a password."""
    made = exchange.desk.add(body.user, body.password, permit.user, out, roles=body.roles)
    return user_shown(await done(made), exchange)


@router.get("/users/{user}")
async def user(user: str, _permit: UserKeeper, exchange: TheExchange) -> dict[str, Any]:
    """One user."""
    if (found := exchange.users.user(user)) is None:
        raise Refusal(404, f"there is no user {user}", "GET /v1/users lists all users")
    return user_shown(found, exchange)


@router.post("/users/{user}/grant")
async def grant(
    user: str, body: GrantBody, permit: UserKeeper, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Gives a role or a right; it holds at once, on open streams too."""
    changed = exchange.desk.grant(user, body.what(), permit.user, out)
    return user_shown(await done(changed), exchange)


@router.post("/users/{user}/revoke")
async def revoke(
    user: str, body: GrantBody, permit: UserKeeper, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Takes a role or a right away; at once, on open streams too."""
    changed = exchange.desk.revoke(user, body.what(), permit.user, out)
    return user_shown(await done(changed), exchange)


@router.post("/users/{user}/disable")
async def disable(
    user: str, permit: UserKeeper, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Lets a user in no more; ends the user's sessions and streams."""
    return user_shown(await done(exchange.desk.disable(user, permit.user, out)), exchange)


@router.post("/users/{user}/enable")
async def enable(
    user: str, permit: UserKeeper, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Lets a user in again."""
    return user_shown(await done(exchange.desk.enable(user, permit.user, out)), exchange)


@router.post("/users/{user}/password")
async def password(
    user: str, body: PasswordBody, permit: UserKeeper, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Gives a user a new password; ends the user's sessions."""
    changed = exchange.desk.set_password(user, body.password, permit.user, out)
    return user_shown(await done(changed), exchange)


@router.get("/sessions")
async def sessions(_permit: UserKeeper, exchange: TheExchange) -> dict[str, Any]:
    """Who has logged in and not out; tokens that the command line made itself are not counted."""
    return {"sessions": [session_shown(one) for one in exchange.sessions.open()]}


@router.post("/sessions/{session}/end")
async def end(
    session: str, permit: UserKeeper, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Ends somebody's session: none of its tokens is taken any more."""
    if (found := exchange.sessions.session(session)) is None:
        raise Refusal(404, f"there is no open session {session}", "GET /v1/sessions lists all")
    await done(exchange.desk.end_sessions([found], permit.user, out))
    return {"session": session, "user": found.user, "ended": True}
