"""HTTP routes of the alarms."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Query

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.alarm_report import report
from twin_agents.exchange.alarms import definition_shown
from twin_agents.exchange.asking import send
from twin_agents.exchange.bodies import AcknowledgementBody, RemovalBody, ShelvingBody
from twin_agents.exchange.may import Commander, Permit, Reader
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox
from twin_agents.exchange.value_text import iso
from twin_bus.agent import Outbox
from twin_schemas.alarm_events import AlarmActionRequested, AlarmChanged
from twin_schemas.vocabulary import AlarmAction, AlarmState

router = APIRouter(prefix="/v1")
_MINUTE_NS = 60_000_000_000
_LIST = "GET /v1/alarms lists what is not normal"


@router.get("/alarms")
async def alarms(permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Alarms that are not normal, of tags that the user may read, the most urgent in front."""
    readable = permit.standing.readable(exchange.plant.tags)
    return {"alarms": exchange.alarms.standing(readable)}


@router.get("/alarms/report")
async def alarm_report(
    permit: Reader,
    exchange: TheExchange,
    minutes: Annotated[float, Query(gt=0, le=10_080)] = 60,
) -> dict[str, Any]:
    """How well the alarms serve the operators, by ISA-18.2, over the last minutes."""
    readable = permit.standing.readable(exchange.plant.tags)
    board, now = exchange.alarms, exchange.clock.now_ns()
    return report(board.journal(readable), board.present(readable), minutes, now)


@router.get("/alarms/{alarm}")
async def one_alarm(alarm: str, permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """What an alarm is: limit, delays, class, cause, consequence, action; and its state now."""
    tag = exchange.plant.tags[known(exchange, alarm)]
    permit.require(tag.name)
    defined = exchange.alarms.defined[alarm]
    now = exchange.alarms.settings_shown(alarm)
    return definition_shown(defined, tag) | now | {"state": _state(exchange, alarm)}


@router.post("/alarms/{alarm}/acknowledgement", status_code=202)
async def acknowledge(
    alarm: str,
    body: AcknowledgementBody,
    permit: Commander,
    exchange: TheExchange,
    out: TheOutbox,
) -> dict[str, Any]:
    """Acknowledges the present occurrence of an alarm; the effect comes over the stream."""
    tag = known(exchange, alarm)
    asked = _asked(exchange, permit, alarm, tag, "acknowledge", body.reason, body.occurrence)
    _acknowledgeable(exchange.alarms.find(alarm), alarm, body.occurrence)
    await hand_over(asked, out)
    return {"alarm": alarm, "occurrence": body.occurrence}


@router.post("/alarms/{alarm}/shelving", status_code=202)
async def shelve(
    alarm: str, body: ShelvingBody, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Takes an alarm out of sight for a while; it comes back by itself."""
    tag = known(exchange, alarm)
    until = exchange.clock.now_ns() + int(body.minutes * _MINUTE_NS)
    asked = _asked(exchange, permit, alarm, tag, "shelve", body.reason, until_ns=until)
    await hand_over(asked, out)
    return {"alarm": alarm, "until": iso(until)}


@router.delete("/alarms/{alarm}/shelving", status_code=202)
async def unshelve(
    alarm: str, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Takes an alarm from the shelf before its time."""
    asked = _asked(exchange, permit, alarm, known(exchange, alarm), "unshelve")
    return await _end_state(exchange, asked, "shelved", out)


@router.post("/alarms/{alarm}/removal", status_code=202)
async def remove_from_service(
    alarm: str, body: RemovalBody, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Takes an alarm out of service; it stays so until somebody returns it."""
    tag = known(exchange, alarm)
    asked = _asked(exchange, permit, alarm, tag, "remove_from_service", body.reason)
    if _state(exchange, alarm) == "out_of_service":
        raise Refusal(409, f"the alarm {alarm} is out of service already", _LIST)
    await hand_over(asked, out)
    return {"alarm": alarm}


@router.delete("/alarms/{alarm}/removal", status_code=202)
async def return_to_service(
    alarm: str, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Returns an alarm to service; if it is active then, it is a new occurrence."""
    asked = _asked(exchange, permit, alarm, known(exchange, alarm), "return_to_service")
    return await _end_state(exchange, asked, "out_of_service", out)


@router.post("/alarms/{alarm}/reset", status_code=202)
async def reset(
    alarm: str, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Lets go of an alarm that is gone and acknowledged, and stayed because it latches."""
    asked = _asked(exchange, permit, alarm, known(exchange, alarm), "reset")
    return await _end_state(exchange, asked, "latched", out)


@router.get("/interlocks")
async def interlocks(permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Interlocks that are tripped now, of tags that the user may read, the first in front."""
    readable = permit.standing.readable(exchange.plant.tags)
    return {"interlocks": exchange.interlocks.tripped(readable)}


def _state(exchange: Exchange, alarm: str) -> AlarmState:
    present = exchange.alarms.find(alarm)
    return present.state if present else "normal"


def known(exchange: Exchange, alarm: str) -> str:
    """The tag of an alarm.

    Raises:
        Refusal: 404 if there is none.
    """
    if not exchange.alarms.has(alarm):
        raise Refusal(404, f"the plant has no alarm {alarm}", f"{_LIST}; GET /v1/plant all limits")
    return exchange.alarms.defined[alarm].tag


def _acknowledgeable(present: AlarmChanged | None, alarm: str, occurrence: int) -> None:
    if present is None or present.state not in {"unacknowledged", "returned"}:
        state = present.state if present else "normal"
        raise Refusal(409, f"nothing to acknowledge: the alarm {alarm} is {state}", _LIST)
    if present.occurrence != occurrence:
        problem = f"occurrence {occurrence} of {alarm} is over; {present.occurrence} is present"
        raise Refusal(409, problem, "look at it and acknowledge that one")


def _asked(
    exchange: Exchange,
    permit: Permit,
    alarm: str,
    tag: str,
    action: AlarmAction,
    reason: str = "",
    occurrence: int = 0,
    until_ns: int = 0,
) -> AlarmActionRequested:
    """The request for the agent, with the right that allows it."""
    grant = permit.require(tag, origin="operator")
    return AlarmActionRequested(
        request_id=secrets.token_hex(8),
        action=action,
        alarm=alarm,
        tag=tag,
        occurrence=occurrence,
        user=permit.user,
        reason=reason,
        until_ns=until_ns,
        time_ns=exchange.clock.now_ns(),
        right=grant.right.to_json(),
        authorised_by=grant.source,
    )


async def _end_state(
    exchange: Exchange, asked: AlarmActionRequested, state: AlarmState, out: Outbox
) -> dict[str, Any]:
    """Hands over what ends a state, if the alarm is in it."""
    if _state(exchange, asked.alarm) != state:
        raise Refusal(409, f"the alarm {asked.alarm} is not {state.replace('_', ' ')}", _LIST)
    await hand_over(asked, out)
    return {"alarm": asked.alarm}


async def hand_over(asked: AlarmActionRequested, out: Outbox) -> None:
    """Asks the agent.

    Raises:
        Refusal: 503 if the bus is away.
    """
    await send(out, asked, "try again; look at GET /v1/alarms first")
