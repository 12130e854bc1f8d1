"""The HTTP route that asks the model."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter

from twin_agents.exchange.asking import answered
from twin_agents.exchange.bodies import PredictionBody
from twin_agents.exchange.may import Commander
from twin_agents.exchange.predictions import shown
from twin_agents.exchange.session import TheExchange, TheOutbox, known_tag, value_in
from twin_schemas.prediction_events import PredictionRequested

router = APIRouter(prefix="/v1")
_PATIENCE_SECONDS = 12.0


@router.post("/predictions")
async def predict(
    body: PredictionBody, permit: Commander, exchange: TheExchange, out: TheOutbox
) -> dict[str, Any]:
    """What a value of a tag would do; nothing is written. Takes seconds."""
    tag = known_tag(exchange, body.tag)
    value = value_in(tag, body.value, body.unit)
    permit.require(tag.name, origin="operator", value=value)
    request = PredictionRequested(
        request_id=secrets.token_hex(8),
        tag=tag.name,
        value=value,
        horizon_s=60 * body.minutes,
        author=permit.user,
        time_ns=exchange.clock.now_ns(),
    )
    whom = "simulation and predictor"
    seen = await answered(out, request, exchange.predictions.awaited, _PATIENCE_SECONDS, whom)
    return shown(seen, exchange.plant)
