"""Questions that a route asks another agent over the bus."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from twin_agents.exchange.awaited import Awaited
from twin_agents.exchange.session import Refusal
from twin_bus.agent import Outbox
from twin_bus.errors import BusUnavailable
from twin_schemas.alarm_events import AlarmActionRequested
from twin_schemas.prediction_events import PredictionRequested
from twin_schemas.set_events import SetActionRequested

Answer = TypeVar("Answer")
Question = AlarmActionRequested | PredictionRequested | SetActionRequested


async def answered(
    out: Outbox, question: Question, awaited: Awaited[Answer], patience_s: float, whom: str
) -> Answer:
    """Sends a question and waits for its answer; `whom` names the processes that give it.

    Raises:
        Refusal: 503, if the bus is away or nobody answers within `patience_s` seconds.
    """
    answer = awaited.expect(question.request_id)
    try:
        await send(out, question)
        async with asyncio.timeout(patience_s):
            return await answer
    except TimeoutError:
        problem = f"there was no answer from {whom} within {patience_s:g} s"
        raise Refusal(503, problem, f"GET /v1/status tells how {whom} is") from None
    finally:
        answer.cancel()


async def send(out: Outbox, question: Question, hint: str = "try again; nothing was done") -> None:
    """Publishes a question; `hint` is what to do if that fails.

    Raises:
        Refusal: 503, if the bus is away.
    """
    try:
        await out.publish([question])
    except BusUnavailable as error:
        raise Refusal(503, str(error), hint) from error
