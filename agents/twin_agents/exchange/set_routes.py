"""The HTTP routes of setpoint sets."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.asking import answered, send
from twin_agents.exchange.bodies import RestoreBody, SetBody, SetPlanBody
from twin_agents.exchange.may import Commander, Permit, Reader
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox, known_tag
from twin_agents.exchange.sets import plan_shown, set_shown
from twin_agents.exchange.value_text import finite
from twin_bus.agent import Outbox
from twin_schemas.plant import Tag
from twin_schemas.set_events import SetActionRequested, SetChanged, SetPlanned
from twin_schemas.vocabulary import RESTORED_STATES, SetAction

router = APIRouter(prefix="/v1")
_PATIENCE_SECONDS = 10.0
Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


@router.get("/sets")
async def sets(_permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Every setpoint set, by name."""
    return {"sets": [set_shown(saved) for saved in exchange.sets.all()]}


@router.get("/sets/{name}")
async def one_set(
    name: Name,
    permit: Reader,
    exchange: TheExchange,
    tolerance: Annotated[float, Query(ge=0, le=100)] = 0.0,
) -> dict[str, Any]:
    """A set beside the plant's values of now; `within` a percentage of each tag's range."""
    saved = _known(exchange, name)
    tags = exchange.plant.tags
    known = exchange.values.shown((t for t in saved.tags if t in tags), exchange.clock.now_ns())
    present = {value["tag"]: value["value"] for value in known}
    rows = [
        _compared(tags.get(name), name, value, present.get(name), tolerance)
        for name, value in zip(saved.tags, saved.values, strict=True)
        if permit.allows(name)
    ]
    return set_shown(saved) | {"values": rows}


@router.put("/sets/{name}")
async def save(
    name: Name, body: SetBody, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Saves the values of now, or given ones, under a name; one that is there is replaced.

    Of now it takes modes, setpoints in AUTO and outputs in MAN: no other is anybody's choice.
    """
    if body.values is None:
        values = dict(_present(exchange, permit, body.tags))
    else:
        values = {known_tag(exchange, tag).name: value for tag, value in body.values.items()}
    if not values:
        problem = "there is no good value of a controller among these tags"
        raise Refusal(422, problem, "GET /v1/values lists tags; .SP, .OP and .MODE can be saved")
    for tag, value in values.items():
        _require_saveable(exchange, tag)
        permit.require(tag, origin="operator", value=value)
    asked = _asked(exchange, permit, name, "save", reason=body.reason, values=values)
    await _answered(exchange, out, asked)
    return set_shown(_known(exchange, name))


@router.delete("/sets/{name}")
async def delete(
    name: Name, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Forgets a set."""
    for tag in (saved := _known(exchange, name)).tags:
        permit.require(tag, origin="operator")
    await _answered(exchange, out, _asked(exchange, permit, name, "delete"))
    return set_shown(saved)


@router.post("/sets/{name}/plan")
async def plan(
    name: Name, body: SetPlanBody, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """What would be written to restore a set now; nothing is written."""
    for tag in _known(exchange, name).tags:
        permit.require(tag, origin="operator")
    asked = _asked(exchange, permit, name, "plan", tolerance=body.tolerance)
    await _answered(exchange, out, asked)
    return plan_shown(exchange.sets.plans[asked.request_id], exchange.plant.tags)


@router.post("/sets/{name}/restore", status_code=202)
async def restore(
    name: Name, body: RestoreBody, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, str]:
    """Carries out a plan as one transaction; its steps come over the stream."""
    planned = exchange.sets.plans.get(body.plan_id)
    if planned is None or planned.name != _known(exchange, name).name:
        problem = f"there is no plan {body.plan_id} of the set {name}"
        raise Refusal(404, problem, f"POST /v1/sets/{name}/plan first")
    rights = dict(_rights(permit, planned))
    asked = _asked(
        exchange, permit, name, "restore", body.reason, plan_id=body.plan_id, rights=rights
    )
    await send(out, asked)
    return {"restore_id": asked.request_id}


@router.get("/restores")
async def restores(_permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """The last restorings, newest first, each with its stages."""
    return {"restores": exchange.sets.restores()}


@router.delete("/restores/{number}", status_code=202)
async def cancel(
    number: str, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, str]:
    """Stops a restoring; what it has written goes back to its former values."""
    told = exchange.sets.restore(number)
    if told is None or told.state in RESTORED_STATES:
        problem = f"there is no restoring {number} under way"
        raise Refusal(404, problem, "GET /v1/restores lists them")
    for tag in exchange.sets.begun(number).tags:
        permit.require(tag, origin="operator")
    await send(out, _asked(exchange, permit, told.name, "cancel", plan_id=number))
    return {"restore_id": number}


def _known(exchange: Exchange, name: str) -> SetChanged:
    if (saved := exchange.sets.find(name)) is None:
        raise Refusal(404, f"there is no set {name}", "GET /v1/sets lists them")
    return saved


def _require_saveable(exchange: Exchange, name: str) -> None:
    tag = exchange.plant.tags[name]
    if not tag.writable or tag.controller is None:
        problem = f"{name} is no setpoint, output or mode of a controller"
        raise Refusal(422, problem, "save .SP, .OP and .MODE")


def _present(
    exchange: Exchange, permit: Permit, patterns: list[str]
) -> Iterator[tuple[str, float]]:
    """Good values that a restoring would write: what the mode of a controller leaves open."""
    tags, now = exchange.plant.tags, exchange.clock.now_ns()
    controlled = [tag.name for tag in tags.values() if tag.writable and tag.controller is not None]
    values = {
        v["tag"]: v["value"]
        for v in exchange.values.shown(controlled, now)
        if v["quality"] == "good"
    }
    for name, value in values.items():
        mode = tags[f"{tags[name].controller}.MODE"]
        at = mode.states[round(values[mode.name])] if mode.name in values else ""
        wanted = any(fnmatchcase(name, pattern) for pattern in patterns)
        if wanted and tags[name].settable_in in {"", at} and permit.allows(name):
            yield name, value


def _compared(
    tag: Tag | None, name: str, saved: float, now: float | None, tolerance: float
) -> dict[str, Any]:
    if tag is None:
        return {"tag": name, "saved": saved, "now": None, "difference": None, "within": None}
    return {
        "tag": name,
        "saved": saved,
        "now": now,
        "difference": None if now is None else finite(now - saved),
        "unit": tag.unit,
        "within": None if now is None else tag.is_same(now, saved, tolerance),
    }


def _rights(permit: Permit, planned: SetPlanned) -> Iterator[tuple[str, tuple[str, str]]]:
    """The right for each tag of a plan; the way back has to be allowed too."""
    for tag, value, former in zip(planned.tags, planned.values, planned.formers, strict=True):
        permit.require(tag, origin="operator", value=former)
        grant = permit.require(tag, origin="operator", value=value)
        yield tag, (grant.right.to_json(), grant.source)


def _asked(
    exchange: Exchange,
    permit: Permit,
    name: str,
    action: SetAction,
    reason: str = "",
    *,
    values: Mapping[str, float] | None = None,
    rights: Mapping[str, tuple[str, str]] | None = None,
    tolerance: float = 0.0,
    plan_id: str = "",
) -> SetActionRequested:
    values, rights = values or {}, rights or {}
    return SetActionRequested(
        request_id=secrets.token_hex(8),
        name=name,
        action=action,
        tags=[*values, *rights],
        values=[*values.values()],
        rights=[right for right, _ in rights.values()],
        authorised_by=[source for _, source in rights.values()],
        tolerance=tolerance,
        plan_id=plan_id,
        author=permit.user,
        reason=reason,
        time_ns=exchange.clock.now_ns(),
    )


async def _answered(exchange: Exchange, out: Outbox, asked: SetActionRequested) -> None:
    await answered(out, asked, exchange.sets.awaited, _PATIENCE_SECONDS, "sets")
