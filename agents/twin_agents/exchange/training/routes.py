"""The HTTP routes of trainings."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.may import Permit, Reader, Trainer
from twin_agents.exchange.session import (
    Refusal,
    TheExchange,
    TheOutbox,
    TheUser,
    known_tag,
    value_in,
)
from twin_agents.exchange.training.bodies import ActBody, ControlBody, TrainingBody
from twin_agents.exchange.training.desk import Training, TrainingDesk
from twin_agents.exchange.training.room import TrainingForbids, TrainingLost, TrainingMistake
from twin_agents.exchange.training.seen import Seen
from twin_agents.exchange.training.shown import training_shown
from twin_agents.exchange.training.wanted import wanted

router = APIRouter(prefix="/v1/training")
_T = TypeVar("_T")


@router.get("")
async def training(permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """The training that is open, if one is: its state, and what trainees are told."""
    opened = _desk(exchange).open
    leads = permit.standing.may("train")
    return {"training": training_shown(opened, permit.user, leads=leads) if opened else None}


@router.get("/scenarios")
async def scenarios(_permit: Trainer, exchange: TheExchange) -> dict[str, Any]:
    """What can be opened."""
    return {"scenarios": [*_desk(exchange).rooms.scenarios()]}


@router.post("")
async def begin(body: TrainingBody, permit: Trainer, exchange: TheExchange) -> dict[str, Any]:
    """Opens a training, frozen at its beginning. Takes seconds."""
    seen = Seen(exchange.plant, exchange.clock.now_ns())
    opened = await _done(_desk(exchange).begin(body.scenario, permit.user, body.trainees, seen))
    return {"training": training_shown(opened, permit.user, leads=True)}


@router.delete("")
async def end(_permit: Trainer, exchange: TheExchange) -> dict[str, Any]:
    """Ends the training; gives the debrief."""
    found: dict[str, Any] = await _done(_desk(exchange).ask("outcome"))
    await _desk(exchange).end()
    return found


@router.post("/control")
async def control(body: ControlBody, permit: Trainer, exchange: TheExchange) -> dict[str, Any]:
    """Runs, freezes, steps, goes back, makes things go wrong, hides, tells."""
    verb, given = wanted(body)
    await _done(_desk(exchange).do(verb, **given))
    return {"training": training_shown(_open(exchange), permit.user, leads=True)}


@router.post("/actions")
async def act(
    body: ActBody, user: TheUser, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """What a trainee does; it is done in the training, and nowhere else."""
    permit = Permit(exchange.standing(user), "read", out)
    _require_trainee(_open(exchange), permit)
    value = body.value
    if body.does == "set":
        tag = known_tag(exchange, body.name)
        permit.require(tag.name)
        value = value_in(tag, value, body.unit)
    told = await _done(_desk(exchange).do("act", does=body.does, name=body.name, value=value))
    return {"done": told}


@router.get("/moment")
async def moment(permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """What trainees have before them, as GET /v1/moment; values have `origin` `instructor`.

    With `releases` and `stuck`: leaks, relief and flares as they would be seen; broken tubes and
    stuck valves only for who may lead, until the training is over.
    """
    seen, leads = _open(exchange).seen, permit.standing.may("train")
    return seen.moment(permit.standing.readable(exchange.plant.tags), leads=leads)


@router.get("/history")
async def history(
    permit: Reader,
    exchange: TheExchange,
    tag: Annotated[list[str], Query(max_length=50)],
    minutes: Annotated[float, Query(gt=0, le=60)] = 15,
) -> dict[str, Any]:
    """Samples of the last minutes of plant time, as GET /v1/history has them."""
    seen = _open(exchange).seen
    for name in tag:
        permit.require(known_tag(exchange, name).name)
    since = seen.now_s - 60 * minutes
    return {"series": {name: seen.history.series(name, since) for name in tag}}


@router.get("/truth")
async def truth(_permit: Trainer, exchange: TheExchange) -> dict[str, Any]:
    """What only instructors may know: faults, truth, marks, judgement so far."""
    found: dict[str, Any] = await _done(_desk(exchange).ask("truth"))
    return found


@router.get("/debrief")
async def debrief(_permit: Trainer, exchange: TheExchange) -> dict[str, Any]:
    """Score, reasons and page as they would be if the training ended now."""
    found: dict[str, Any] = await _done(_desk(exchange).ask("outcome"))
    return found


def _desk(exchange: Exchange) -> TrainingDesk:
    if exchange.training is None:
        raise Refusal(503, "this exchange has no trainings", "`twin scenario run` needs none")
    return exchange.training


def _open(exchange: Exchange) -> Training:
    opened = _desk(exchange).open
    if opened is None:
        raise Refusal(404, "no training is open", "POST /v1/training opens one")
    return opened


def _require_trainee(opened: Training, permit: Permit) -> None:
    permit.require(at="POST /v1/training/actions")
    if not opened.takes(permit.user):
        names = ", ".join(sorted(opened.trainees))
        raise Refusal(403, f"{permit.user} is none of the trainees", f"they are: {names}")


async def _done(answer: Awaitable[_T]) -> _T:
    try:
        return await answer
    except TrainingForbids as error:
        raise Refusal(409, str(error), "GET /v1/training tells how it is") from error
    except TrainingMistake as error:
        raise Refusal(422, str(error), "GET /v1/training tells how it is") from error
    except TrainingLost as error:
        raise Refusal(503, str(error), "open it again; the exchange's log says why") from error
