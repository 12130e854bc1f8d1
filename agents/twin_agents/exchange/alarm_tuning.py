"""HTTP routes of the settings of alarms, which are an engineer's."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.alarm_routes import hand_over, known
from twin_agents.exchange.bodies import TuningBody
from twin_agents.exchange.may import Permit, Tuner
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox
from twin_schemas.alarm_events import AlarmActionRequested
from twin_schemas.vocabulary import AlarmAction

router = APIRouter(prefix="/v1")


@router.post("/alarms/{alarm}/tuning", status_code=202)
async def tune(
    alarm: str, body: TuningBody, permit: Tuner, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Changes limit, deadband or delays of an alarm while it runs, within bounds."""
    tag = known(exchange, alarm)
    given = {"setting": body.at, **body.model_dump(exclude={"at", "reason"})}
    changed = {name: value for name, value in given.items() if value is not None}
    settings = exchange.alarms.settings(alarm) | changed
    asked = _asked(exchange, permit, alarm, tag, "tune", body.reason, settings)
    _within(exchange, alarm, settings["setting"])
    await hand_over(asked, out)
    return {"alarm": alarm, **settings}


@router.delete("/alarms/{alarm}/tuning", status_code=202)
async def untune(
    alarm: str, permit: Tuner, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Gives an alarm the settings of the plant description again."""
    tag = known(exchange, alarm)
    asked = _asked(exchange, permit, alarm, tag, "untune", "", {})
    present = exchange.alarms.find(alarm)
    if present is None or not present.tuned:
        raise Refusal(409, f"the alarm {alarm} has its own settings", "GET /v1/alarms/{alarm}")
    await hand_over(asked, out)
    return {"alarm": alarm}


def _within(exchange: Exchange, alarm: str, setting: float) -> None:
    defined = exchange.alarms.defined[alarm]
    if not defined.lowest <= setting <= defined.highest:
        bounds = f"{defined.lowest:g} and {defined.highest:g} {defined.unit}"
        raise Refusal(422, f"the limit of {alarm} stays within {bounds}", "choose one within")


def _asked(
    exchange: Exchange,
    permit: Permit,
    alarm: str,
    tag: str,
    action: AlarmAction,
    reason: str,
    settings: dict[str, float],
) -> AlarmActionRequested:
    grant = permit.require(tag)
    return AlarmActionRequested(
        request_id=secrets.token_hex(8),
        action=action,
        alarm=alarm,
        tag=tag,
        user=permit.user,
        reason=reason,
        time_ns=exchange.clock.now_ns(),
        right=grant.right.to_json(),
        authorised_by=grant.source,
        setting=settings.get("setting", 0.0),
        deadband=settings.get("deadband", 0.0),
        on_delay_s=settings.get("on_delay_s", 0.0),
        off_delay_s=settings.get("off_delay_s", 0.0),
    )
