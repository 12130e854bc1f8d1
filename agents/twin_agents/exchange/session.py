"""What a route knows of its exchange and its user."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from fastapi import Depends, HTTPException, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from twin_agents.exchange.access import NotAuthorised, NotReady, Session
from twin_agents.exchange.agent import Exchange
from twin_bus.agent import Outbox
from twin_schemas.plant import Tag
from twin_schemas.units import convert
from twin_schemas.vocabulary import Action

Rule = Action | Literal["open", "logged in", "first message"]
"""Who may use a route: who has a right for the action, or everybody, or who has logged in; a stream
is judged by its first message and then message by message."""


class Refusal(HTTPException):
    """An error answer that says what to do next; `more` is what a program needs of it."""

    def __init__(self, status: int, error: str, hint: str, **more: object) -> None:
        super().__init__(status, {"error": error, "hint": hint} | more)


# FastAPI calls what is not `async` in a thread of its pool, which costs more than the work does.
async def _exchange(request: Request) -> Exchange:
    exchange: Exchange = request.app.state.exchange
    return exchange


async def _outbox(request: Request) -> Outbox:
    outbox: Outbox = request.app.state.outbox
    return outbox


TheExchange = Annotated[Exchange, Depends(_exchange)]
TheOutbox = Annotated[Outbox, Depends(_outbox)]


_bearer = HTTPBearer(auto_error=False, description="The token of POST /v1/login.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


def session_of(exchange: Exchange, bearer: HTTPAuthorizationCredentials | None) -> Session:
    """The session of a request's token.

    Raises:
        Refusal: 401 if there is none, or it is not valid any more; 503 before users are known.
    """
    if bearer is None:
        raise Refusal(401, "no token", "POST /v1/login first, then send Authorization: Bearer")
    try:
        return exchange.session_of(bearer.credentials)
    except NotReady as error:
        raise Refusal(503, str(error), "try again in a second") from error
    except NotAuthorised as error:
        raise Refusal(401, str(error), "POST /v1/login") from error


class LoggedIn:
    """The rule of a route that is for everybody who has logged in: gives the session."""

    rule: ClassVar[Rule] = "logged in"

    async def __call__(self, exchange: TheExchange, bearer: Bearer) -> Session:
        """See `session_of`."""
        return session_of(exchange, bearer)


TheSession = Annotated[Session, Depends(LoggedIn())]


async def _user(session: TheSession) -> str:
    return session.user


TheUser = Annotated[str, Depends(_user)]


def known_tag(exchange: Exchange, name: str) -> Tag:
    """Description of a tag.

    Raises:
        Refusal: 404 if the plant has none of this name.
    """
    if (tag := exchange.plant.tags.get(name)) is None:
        raise Refusal(404, f"the plant has no tag {name}", "GET /v1/values lists all tags")
    return tag


def value_in(tag: Tag, value: float, unit: str) -> float:
    """A client's value in the unit of a tag.

    Raises:
        Refusal: 422 if the units do not fit.
    """
    if not unit or unit == tag.unit:
        return value
    try:
        return convert(value, unit, tag.unit)
    except ValueError as error:
        raise Refusal(422, str(error), f"{tag.name} is in {tag.unit}") from error
