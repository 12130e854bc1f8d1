"""HTTP routes of the log-in through an identity provider."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from twin_agents.exchange.access import NotReady
from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.login import changed, client_of, token_shown
from twin_agents.exchange.may import OPEN
from twin_agents.exchange.oidc.door import PATIENCE_S, OidcDoor
from twin_agents.exchange.oidc.identity import Untrusted
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox
from twin_bus.agent import Outbox
from twin_bus.errors import Refused, TwinError
from twin_schemas.access.directory import User
from twin_schemas.access_events import LoginAttempted

router = APIRouter(prefix="/v1", tags=["users"])
_COOKIE = "twin_oidc"


class CodeBody(BaseModel):
    """The code that the screen was sent back with."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(max_length=200)]


async def _door(exchange: TheExchange) -> OidcDoor:
    if exchange.oidc is None:
        hint = "set TWIN_OIDC_ISSUER and TWIN_OIDC_CLIENT_ID, or log in with a password"
        raise Refusal(404, "there is no identity provider", hint)
    return exchange.oidc


TheDoor = Annotated[OidcDoor, Depends(_door)]


@router.get("/login/ways", dependencies=[OPEN])
async def ways(exchange: TheExchange) -> dict[str, Any]:
    """How one can log in here: with a password, and perhaps through an identity provider."""
    door = exchange.oidc
    if door is None:
        return {"password": True, "provider": None}
    known = door.configuration
    return {"password": True, "provider": {"name": known.label, "url": known.login_url}}


@router.get("/oidc/login", dependencies=[OPEN], status_code=303)
async def begin(door: TheDoor) -> RedirectResponse:
    """Sends the browser to the identity provider."""
    try:
        address, state = await door.begin()
    except TwinError as error:
        return _refused(str(error))
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        _COOKIE,
        state,
        max_age=PATIENCE_S,
        path="/v1/oidc",
        httponly=True,
        samesite="lax",
        secure=door.configuration.is_encrypted,
    )
    return answer


@router.get("/oidc/callback", dependencies=[OPEN], status_code=303)
async def callback(
    request: Request, door: TheDoor, exchange: TheExchange, out: TheOutbox
) -> RedirectResponse:
    """Takes the answer of the identity provider, and sends the browser to the screen."""
    user: User | None = None
    state = request.cookies.get(_COOKIE, "")
    try:
        user = await door.finish(request.query_params, state)
        answer = await _let_in(user, request, exchange, out)
    except TwinError as error:
        out.offer([_attempt(user, str(error), request, exchange)])
        return _refused(str(error))
    return RedirectResponse(f"/#login={door.leave(answer, state)}", 303)


async def _let_in(user: User, request: Request, exchange: Exchange, out: Outbox) -> dict[str, Any]:
    """A token of a new session for whom the provider has let through."""
    if exchange.waits:
        raise NotReady(exchange.waits)
    known = await exchange.desk.meet(user, out)
    if not known.grants:
        raise Refused(f"no group of {known.name} has a role here; ask for one")
    token, session = exchange.access.token(known.name)
    began = changed(session, "began", request, exchange.clock.now_ns())
    exchange.note_session(began)
    out.offer([_attempt(user, "", request, exchange), began])
    return token_shown(token, session)


def _attempt(
    user: User | None, reason: str, request: Request, exchange: Exchange
) -> LoginAttempted:
    return LoginAttempted(
        user=user.name if user else "",
        succeeded=not reason,
        client=client_of(request),
        time_ns=exchange.clock.now_ns(),
        way="provider",
        reason=reason,
    )


def _refused(reason: str) -> RedirectResponse:
    """Back to the log-in page, which shows why."""
    return RedirectResponse(f"/#login-refused={quote(reason)}", 303)


@router.post("/oidc/token", dependencies=[OPEN])
async def token(
    body: CodeBody, request: Request, response: Response, door: TheDoor
) -> dict[str, Any]:
    """Gives the token of a finished log-in: once, within a minute, to the browser that began it."""
    try:
        answer = door.fetch(body.code, request.cookies.get(_COOKIE, ""))
    except Untrusted as error:
        raise Refusal(401, str(error), "begin again with GET /v1/oidc/login") from error
    response.delete_cookie(_COOKIE, path="/v1/oidc")
    return answer
