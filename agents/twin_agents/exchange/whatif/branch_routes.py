"""The HTTP routes of branches: what-ifs that are kept under a name.

To the plant they come as a setpoint set only: `PUT /v1/sets/{name}` with what `applies`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.may import Commander, Permit, Reader
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox
from twin_agents.exchange.set_routes import Name
from twin_agents.exchange.whatif.bodies import KeepBody
from twin_agents.exchange.whatif.deed import Deed
from twin_agents.exchange.whatif.desk_of import desk_of
from twin_agents.exchange.whatif.ports import BranchBroken, BranchUnknown, Kept, NameTaken
from twin_agents.exchange.whatif.shown import branch_shown, row_shown, tags_of
from twin_schemas.vocabulary import BranchAction

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
    name: Name, body: KeepBody, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """Keeps one's own what-if under a name, for everybody who may read its tags; is audited."""
    library = desk_of(exchange).library
    action: BranchAction = "replace" if body.replace else "keep"
    deed = Deed(name, action, permit.user, exchange.clock, out)
    async with deed.refusals_told():
        answer = _answer(body.number, permit, exchange)
        is_there, former = await _looked_up(name, exchange)
        if is_there and not body.replace:
            raise _taken(f"there is a branch {name}")
        _require_losable(former, permit)
        await deed.begin(answer)
        call = partial(library.keep, name, answer, permit.user, replace=body.replace)
        return row_shown(await _done(call))


@router.delete("/{name}")
async def delete(
    name: Name, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, str]:
    """Forgets a branch; who does has to be allowed to write what it writes; is audited."""
    library = desk_of(exchange).library
    deed = Deed(name, "delete", permit.user, exchange.clock, out)
    async with deed.refusals_told():
        is_there, former = await _looked_up(name, exchange)
        if not is_there:
            raise _unknown(f"there is no branch {name}")
        _require_losable(former, permit)
        await deed.begin(former.answer if former else None)
        await _done(lambda: library.delete(name))
    return {"name": name, "done": "deleted"}


def _answer(number: str, permit: Permit, exchange: Exchange) -> Mapping[str, Any]:
    asked = desk_of(exchange).find(number, permit.user)
    if asked is None or asked.answer is None:
        problem = f"there is no answer {number} of {permit.user}"
        raise Refusal(404, problem, "POST /v1/whatifs asks for one; wait until it is done")
    return asked.answer


async def _looked_up(name: str, exchange: Exchange) -> tuple[bool, Kept | None]:
    """Whether there is a branch, and the branch; None for one that can not be read."""
    try:
        return True, await asyncio.to_thread(desk_of(exchange).library.get, name)
    except BranchUnknown:
        return False, None
    except BranchBroken:
        return True, None


def _require_losable(kept: Kept | None, permit: Permit) -> None:
    """Takes care that nobody loses what somebody with more rights has kept."""
    for move in kept.answer["set"] if kept else ():
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
        raise _unknown(str(error)) from error
    except NameTaken as error:
        raise _taken(str(error)) from error
    except BranchBroken as error:
        raise Refusal(503, str(error), "DELETE takes it away; the log says more") from error


def _unknown(problem: str) -> Refusal:
    return Refusal(404, problem, "GET /v1/branches lists them")


def _taken(problem: str) -> Refusal:
    return Refusal(409, problem, "take another name, or say `replace`")
