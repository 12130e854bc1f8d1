"""The HTTP routes of branches: what-ifs that are kept under a name.

To the plant they come as a setpoint set only: `PUT /v1/sets/{name}` with what `applies`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.may import Commander, Permit, Reader
from twin_agents.exchange.session import Refusal, TheExchange
from twin_agents.exchange.set_routes import Name
from twin_agents.exchange.whatif.bodies import KeepBody
from twin_agents.exchange.whatif.desk_of import desk_of
from twin_agents.exchange.whatif.ports import BranchBroken, BranchUnknown, Kept, NameTaken
from twin_agents.exchange.whatif.shown import branch_shown, row_shown, tags_of

router = APIRouter(prefix="/v1/branches")
_T = TypeVar("_T")


@router.get("")
async def branches(permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Branches of which the user may read every tag, by name; `broken` names unreadable ones."""
    found, broken = await _done(desk_of(exchange).library.all)
    readable = permit.standing.readable(exchange.plant.tags)
    seen = [row_shown(kept) for kept in found if tags_of(kept.answer) <= {*readable}]
    return {"branches": seen, "broken": list(broken)}


@router.get("/{name}")
async def branch(name: Name, permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """A branch: what it writes, its curves beside those without and history, what comes up."""
    kept = await _readable(name, permit, exchange)
    return branch_shown(kept, exchange.plant, permit.standing.readable(exchange.plant.tags))


@router.get("/{name}/difference")
async def difference(
    name: Name,
    permit: Reader,
    exchange: TheExchange,
    other: Annotated[str, Query(max_length=64)],
) -> dict[str, Any]:
    """Where two branches end and are most apart, what comes up in one only, and doubts."""
    kept = [await _readable(each, permit, exchange) for each in (name, other)]
    found = await _done(lambda: desk_of(exchange).library.difference(*(k.name for k in kept)))
    return {"name": name, "other": other, **found}


@router.put("/{name}")
async def keep(
    name: Name, body: KeepBody, permit: Commander, exchange: TheExchange
) -> dict[str, Any]:
    """Keeps one's own what-if under a name, for everybody who may read its tags."""
    asked = desk_of(exchange).find(body.number, permit.user)
    if asked is None or (answer := asked.answer) is None:
        problem = f"there is no answer {body.number} of {permit.user}"
        raise Refusal(404, problem, "POST /v1/whatifs asks for one; wait until it is done")
    if body.replace:
        await _require_replaceable(name, permit, exchange)
    library = desk_of(exchange).library
    kept = await _done(lambda: library.keep(name, answer, permit.user, replace=body.replace))
    return row_shown(kept)


@router.delete("/{name}")
async def delete(name: Name, permit: Commander, exchange: TheExchange) -> dict[str, str]:
    """Forgets a branch; who does has to be allowed to write what it writes."""
    await _require_replaceable(name, permit, exchange)
    await _done(lambda: desk_of(exchange).library.delete(name))
    return {"name": name, "done": "deleted"}


async def _require_replaceable(name: str, permit: Permit, exchange: Exchange) -> None:
    """Takes care that nobody loses what somebody with more rights has kept."""
    try:
        kept = await asyncio.to_thread(desk_of(exchange).library.get, name)
    except (BranchUnknown, BranchBroken):
        return
    for move in kept.answer["set"]:
        permit.require(move["tag"], origin="operator")


async def _readable(name: str, permit: Permit, exchange: Exchange) -> Kept:
    kept = await _done(lambda: desk_of(exchange).library.get(name))
    for tag in sorted(tags_of(kept.answer)):
        permit.require(tag)
    return kept


async def _done(call: Callable[[], _T]) -> _T:
    try:
        return await asyncio.to_thread(call)
    except BranchUnknown as error:
        raise Refusal(404, str(error), "GET /v1/branches lists them") from error
    except NameTaken as error:
        raise Refusal(409, str(error), "take another name, or say `replace`") from error
    except BranchBroken as error:
        raise Refusal(503, str(error), "DELETE takes it away; the log says more") from error
