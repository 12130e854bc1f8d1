"""HTTP routes."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Query

from twin_agents.exchange.bodies import CommandBody
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox, TheUser, known_tag
from twin_bus.errors import BusUnavailable
from twin_schemas.messages import SetpointRequested
from twin_schemas.plant import Tag, plant_document
from twin_schemas.units import convert

router = APIRouter(prefix="/v1")


@router.get("/plant")
async def plant(exchange: TheExchange, _user: TheUser) -> Any:
    """The plant description with its layout."""
    return plant_document(exchange.plant)


@router.get("/values")
async def values(exchange: TheExchange, _user: TheUser) -> dict[str, Any]:
    """The latest value of every tag."""
    return {"values": exchange.values.shown(exchange.plant.tags, exchange.clock.now_ns())}


@router.get("/values/{tag}")
async def value(tag: str, exchange: TheExchange, _user: TheUser) -> dict[str, Any]:
    """The latest value of one tag."""
    known_tag(exchange, tag)
    return exchange.values.shown([tag], exchange.clock.now_ns())[0]


@router.get("/history")
async def history(
    exchange: TheExchange,
    _user: TheUser,
    tag: Annotated[list[str], Query()],
    minutes: Annotated[float, Query(gt=0, le=60)] = 15,
) -> dict[str, Any]:
    """Samples of the last minutes, one a second."""
    for name in tag:
        known_tag(exchange, name)
    since = exchange.clock.now_ns() / 1e9 - 60 * minutes
    return {"series": {name: exchange.history.series(name, since) for name in tag}}


@router.post("/commands", status_code=202)
async def command(
    body: CommandBody, exchange: TheExchange, out: TheOutbox, author: TheUser
) -> dict[str, str]:
    """Hands a setpoint to the commander; its stages come over the stream."""
    tag = known_tag(exchange, body.tag)
    request = SetpointRequested(
        request_id=secrets.token_hex(8),
        tag=tag.name,
        value=_in_unit_of(tag, body),
        unit=tag.unit,
        author=author,
        reason=body.reason,
        origin="operator",
        requested_ns=exchange.clock.now_ns(),
        timeout_s=body.timeout_s,
    )
    try:
        await out.publish([request])
    except BusUnavailable as error:
        raise Refusal(503, str(error), "try again; look at GET /v1/commands first") from error
    return {"request_id": request.request_id}


def _in_unit_of(tag: Tag, body: CommandBody) -> float:
    if not body.unit or body.unit == tag.unit:
        return body.value
    try:
        return convert(body.value, body.unit, tag.unit)
    except ValueError as error:
        raise Refusal(422, str(error), f"{tag.name} is in {tag.unit}") from error


@router.get("/commands")
async def commands(
    exchange: TheExchange, _user: TheUser, limit: Annotated[int, Query(gt=0, le=1000)] = 50
) -> dict[str, Any]:
    """The last commands with their stages, newest first."""
    return {"commands": exchange.commands.latest(limit)}


@router.get("/status")
async def status(exchange: TheExchange, _user: TheUser) -> dict[str, Any]:
    """Health of every agent, and what was rejected, buffered and dropped."""
    states = exchange.agent_states(exchange.clock.now_ns())
    return {"agents": states, "counters": exchange.counters()}
