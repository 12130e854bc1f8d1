"""HTTP routes."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.bodies import CommandBody
from twin_agents.exchange.may import Commander, Reader
from twin_agents.exchange.named_file import answers
from twin_agents.exchange.predictions import shown as prediction_shown
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox, known_tag, value_in
from twin_bus.errors import BusUnavailable
from twin_schemas.messages import SetpointRequested

_PLANT = answers("The plant description", "application/json", {"type": "object"})
router = APIRouter(prefix="/v1")


@router.get("/values/{tag}")
async def value(tag: str, permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """The latest value of one tag."""
    permit.require(known_tag(exchange, tag).name)
    return exchange.values.shown([tag], exchange.clock.now_ns())[0]


@router.get("/plant", response_class=Response, responses=_PLANT)
async def plant(
    _permit: Reader, exchange: TheExchange, if_none_match: Annotated[str, Header()] = ""
) -> Response:
    """The plant description with its layout."""
    return exchange.plant_file.answer("application/json", if_none_match)


@router.get("/values")
async def values(permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """The latest value of every tag that the user may read."""
    readable = permit.standing.readable(exchange.plant.tags)
    shown = [tag for tag in exchange.plant.tags if tag in readable]
    return {"values": exchange.values.shown(shown, exchange.clock.now_ns())}


@router.get("/twin/health")
async def twin_health(permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """How far the twin can be believed, its slow parameters, and what it suspects to be wrong.

    `behind_s` is how far the model is behind plant time, and `held` why residuals are not judged.
    """
    readable = permit.standing.readable(exchange.plant.tags)
    return exchange.twin_health.shown(readable, exchange.clock.now_ns())


@router.post("/commands", status_code=202)
async def command(
    body: CommandBody, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, str]:
    """Hands a setpoint to the commander; its stages come over the stream.

    Sent again under the same `request_id` it is still done once.
    """
    tag = known_tag(exchange, body.tag)
    value = value_in(tag, body.value, body.unit)
    grant = permit.require(tag.name, origin=body.origin, value=value)
    request = SetpointRequested(
        request_id=body.request_id or secrets.token_hex(8),
        tag=tag.name,
        value=value,
        unit=tag.unit,
        author=permit.user,
        reason=body.reason,
        origin=body.origin,
        requested_ns=exchange.clock.now_ns(),
        timeout_s=body.timeout_s,
        right=grant.right.to_json(),
        authorised_by=grant.source,
    )
    _refuse_another(exchange, request)
    try:
        await out.publish([request])
    except BusUnavailable as error:
        raise Refusal(503, str(error), "try again under the same request_id") from error
    return {"request_id": request.request_id}


def _refuse_another(exchange: Exchange, request: SetpointRequested) -> None:
    """Refuses a request_id that another command has."""
    for step in exchange.commands.stages(request.request_id):
        if (step.tag, step.value, step.author) != (request.tag, request.value, request.author):
            problem = f"request {request.request_id} is another command, to {step.tag}"
            raise Refusal(409, problem, "leave out request_id, or choose another")


@router.get("/commands")
async def commands(
    permit: Reader, exchange: TheExchange, limit: Annotated[int, Query(gt=0, le=1000)] = 50
) -> dict[str, Any]:
    """The last commands to tags that the user may read, newest first.

    Each has its stages, and what the model predicted; null where it did not.
    """
    readable = permit.standing.readable(exchange.plant.tags)
    found = exchange.commands.latest(limit, readable)
    for one in found:
        seen = exchange.predictions.find(one["request_id"])
        one["prediction"] = prediction_shown(seen, exchange.plant) if seen else None
    return {"commands": found}


@router.get("/status")
async def status(_permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Health of every agent, and what was rejected, buffered and dropped."""
    states = exchange.agent_states(exchange.clock.now_ns())
    return {"agents": states, "counters": exchange.counters()}
