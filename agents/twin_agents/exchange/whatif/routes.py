"""The HTTP routes of what-ifs: asked for, followed, ended. Nothing is written to the plant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.instant import nanoseconds
from twin_agents.exchange.may import Commander, Permit, Reader
from twin_agents.exchange.session import Refusal, TheExchange, known_tag, value_in
from twin_agents.exchange.whatif.bodies import ChangeBody, WhatIfBody
from twin_agents.exchange.whatif.desk import WhatIf, WhatIfBusy
from twin_agents.exchange.whatif.desk_of import desk_of
from twin_agents.exchange.whatif.question import Change, Question
from twin_agents.exchange.whatif.shown import tags_of, what_if_shown
from twin_schemas.plant import Tag

router = APIRouter(prefix="/v1/whatifs")


@router.post("", status_code=202)
async def ask(body: WhatIfBody, permit: Commander, exchange: TheExchange) -> dict[str, Any]:
    """Begins to run the twin ahead from a moment with other setpoints; nothing is written.

    It takes seconds. One is computed at a time: 429 while there is another.
    """
    question = Question(
        at_ns=_moment(body, exchange),
        newest=body.at is None,
        changes=tuple(_changes(body, permit, exchange)),
        seconds=60 * body.minutes,
        tags=tuple(known_tag(exchange, name).name for name in body.tags),
    )
    if not question.changes and not question.tags:
        raise Refusal(422, "nothing is asked for", "name a write in `set`, or `tags` to see")
    for tag in {*question.tags, *(change.tag for change in question.changes)}:
        permit.require(tag, action="read")
    try:
        asked = desk_of(exchange).ask(question, permit.user)
    except WhatIfBusy as error:
        raise Refusal(429, str(error), "try again in a few seconds") from error
    return _shown(asked, permit, exchange)


@router.get("/{number}")
async def follow(number: str, permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """How far one's own what-if is, and its answer once it is done."""
    asked = _own(number, permit, exchange)
    for tag in tags_of(asked.answer) if asked.answer is not None else ():
        permit.require(tag)
    return _shown(asked, permit, exchange)


@router.delete("/{number}")
async def cancel(number: str, permit: Commander, exchange: TheExchange) -> dict[str, Any]:
    """Ends one's own what-if; one that is over stays as it is."""
    asked = _own(number, permit, exchange)
    await desk_of(exchange).cancel(asked)
    return {"number": asked.number, "state": asked.state}


def _moment(body: WhatIfBody, exchange: Exchange) -> int:
    now_ns = exchange.clock.now_ns()
    if body.at is None:
        return now_ns
    if (at_ns := nanoseconds(body.at)) > now_ns:
        problem = f"{body.at.isoformat()} is still to come"
        raise Refusal(422, problem, "name a moment that is over; without one it begins now")
    return at_ns


def _changes(body: WhatIfBody, permit: Permit, exchange: Exchange) -> Iterator[Change]:
    for change in body.set:
        tag = known_tag(exchange, change.tag)
        value = _value(tag, change)
        if change.after_s >= 60 * body.minutes:
            problem = f"{tag.name} is written after {change.after_s:g} s, when all is over"
            raise Refusal(422, problem, "write it earlier, or ask for more minutes")
        permit.require(tag.name, origin="operator", value=value)
        yield Change(tag=tag.name, value=value, after=change.after_s, phase=change.phase)


def _value(tag: Tag, change: ChangeBody) -> float:
    if not tag.writable:
        problem = f"{tag.name} is not writable: it is a {tag.kind}"
        raise Refusal(422, problem, "GET /v1/values tells which tags are writable")
    value = value_in(tag, change.value, change.unit)
    if not tag.low <= value <= tag.high:
        limits = f"{tag.low:g} to {tag.high:g} {tag.unit}"
        raise Refusal(422, f"{value:g} is outside {limits} of {tag.name}", "choose one within")
    return value


def _own(number: str, permit: Permit, exchange: Exchange) -> WhatIf:
    asked = desk_of(exchange).find(number, permit.user)
    if asked is None:
        problem = f"there is no what-if {number} of {permit.user}"
        raise Refusal(404, problem, "POST /v1/whatifs asks for one; the last few are remembered")
    return asked


def _shown(asked: WhatIf, permit: Permit, exchange: Exchange) -> dict[str, Any]:
    readable = permit.standing.readable(exchange.plant.tags)
    return what_if_shown(asked, exchange.plant, readable)
