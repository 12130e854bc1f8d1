"""The HTTP routes of what was: trends, and moments that are over."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.instant import Instant, nanoseconds
from twin_agents.exchange.may import Reader
from twin_agents.exchange.past import Past, PastUnreadable
from twin_agents.exchange.session import Refusal, TheExchange, known_tag
from twin_agents.exchange.value_text import iso

router = APIRouter(prefix="/v1")
_T = TypeVar("_T")
_IN_MEMORY = 60  # minutes

When = Annotated[Instant, Query(description="RFC 3339.")]


@router.get("/history")
async def history(
    permit: Reader,
    exchange: TheExchange,
    tag: Annotated[list[str], Query(max_length=50)],
    minutes: Annotated[float, Query(gt=0, le=60 * 24 * 31)] = 15,
    points: Annotated[int, Query(ge=10, le=2000)] = 600,
    end: When | None = None,
) -> dict[str, Any]:
    """Samples of the last minutes, one a second; of more than an hour, means and extremes of spans.

    Then each tag has at most one more than `points` spans, which are whole minutes where they are
    longer than two: `reported` and `simulated` are means of good values, `low` and `high` the
    extremes of `reported`. What is not in a file yet, at most ten seconds, is left out. So it is
    with an `end`, however few minutes are asked for.
    """
    for name in tag:
        permit.require(known_tag(exchange, name).name)
    now_ns = exchange.clock.now_ns()
    if end is None and minutes <= _IN_MEMORY:
        since = now_ns / 1e9 - 60 * minutes
        return {"series": {name: exchange.history.series(name, since) for name in tag}}
    end_ns = now_ns if end is None else min(now_ns, nanoseconds(end))
    past = _past(exchange, f"ask for {_IN_MEMORY} minutes at most, without an end")
    return {"series": await _read(past.series(tag, end_ns, minutes, points))}


@router.get("/moment")
async def moment(permit: Reader, exchange: TheExchange, at: When) -> dict[str, Any]:
    """The plant as it was: values, alarms that were not normal, interlocks, what came out of it.

    Of interlocks those that were tripped, of releases what the model told then. Values have
    `origin` `replay`, and the age that they had then. What is not in a file yet, at most ten
    seconds, is left out.
    """
    at_ns = _over(exchange, at)
    found = await _read(
        _past(exchange, "GET /v1/values has those of now").moment(exchange.plant, at_ns)
    )
    return found.shown(permit.standing.readable(exchange.plant.tags))


@router.get("/moment/commands")
async def commands(
    permit: Reader,
    exchange: TheExchange,
    at: When,
    limit: Annotated[int, Query(gt=0, le=1000)] = 50,
) -> dict[str, Any]:
    """The commands of the week before a moment, as `GET /v1/commands` had them then."""
    past = _past(exchange, "GET /v1/commands has those of now")
    found = await _read(past.commands(_over(exchange, at)))
    readable = permit.standing.readable(exchange.plant.tags)
    return {"commands": found.shown(exchange.plant, limit, readable)}


@router.get("/moment/health")
async def health(permit: Reader, exchange: TheExchange, at: When) -> dict[str, Any]:
    """How `twin` and `agents` were, as `GET /v1/twin/health` and `GET /v1/status` had it then."""
    at_ns = _over(exchange, at)
    past = _past(exchange, "GET /v1/twin/health and GET /v1/status have that of now")
    found = await _read(past.health(exchange.plant, at_ns))
    readable = permit.standing.readable(exchange.plant.tags)
    return {"twin": found.twin.shown(readable, at_ns), "agents": found.agents}


@router.get("/moment/span")
async def span(_permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """First and last moment of which there is something; null while there is nothing."""
    found = await _read(_past(exchange, "there is only now").span())
    first, last = found or (None, None)
    return {"first": iso(first), "last": iso(last)}


def _over(exchange: Exchange, at: datetime) -> int:
    at_ns = nanoseconds(at)
    if at_ns > exchange.clock.now_ns():
        raise Refusal(422, f"{at.isoformat()} is still to come", "ask for a moment that is over")
    return at_ns


def _past(exchange: Exchange, instead: str) -> Past:
    if exchange.history.before is None:
        raise Refusal(503, "this exchange has no history", instead)
    return exchange.history.before


async def _read(answer: Awaitable[_T]) -> _T:
    try:
        return await answer
    except PastUnreadable as error:
        raise Refusal(503, str(error), "try again; `twin status` tells of the historian") from error
