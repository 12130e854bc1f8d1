"""HTTP routes of the second person."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.approvals import shown
from twin_agents.exchange.bodies import ApprovalBody
from twin_agents.exchange.may import Approver, Reader
from twin_agents.exchange.session import Refusal, TheExchange, TheOutbox
from twin_bus.errors import BusUnavailable
from twin_schemas.approval_events import ApprovalDecided, ApprovalRequested

router = APIRouter(prefix="/v1")


@router.get("/approvals")
async def approvals(permit: Reader, exchange: TheExchange) -> dict[str, Any]:
    """Setpoints that wait for a second person, the one that runs out first in front."""
    now, waiting = exchange.clock.now_ns(), exchange.approvals.waiting()
    return {"approvals": [shown(asked, now) for asked in waiting if permit.allows(asked.tag)]}


@router.post("/commands/{request_id}/approval", status_code=202)
async def decide(
    request_id: str, body: ApprovalBody, permit: Approver, exchange: TheExchange, out: TheOutbox
) -> dict[str, str]:
    """Hands the second person's answer to the commander, which verifies the setpoint again."""
    asked = _waiting(exchange, request_id)
    if asked.author == permit.user:
        hint = "another person has to; a newer setpoint of the tag takes the place of this one"
        raise Refusal(
            403, f"{permit.user} asked for it and can neither approve nor reject it", hint
        )
    grant = permit.require(asked.tag, value=asked.value)
    decided = ApprovalDecided(
        request_id=request_id,
        tag=asked.tag,
        decision="approved" if body.approve else "rejected",
        user=permit.user,
        reason=body.reason,
        time_ns=exchange.clock.now_ns(),
        right=grant.right.to_json(),
        authorised_by=grant.source,
    )
    try:
        await out.publish([decided])
    except BusUnavailable as error:
        raise Refusal(503, str(error), "try again; look at GET /v1/approvals first") from error
    return {"request_id": request_id, "decision": decided.decision}


def _waiting(exchange: Exchange, request_id: str) -> ApprovalRequested:
    steps = exchange.commands.stages(request_id)
    if not steps:
        raise Refusal(404, f"there is no request {request_id}", "GET /v1/approvals lists all")
    asked = exchange.approvals.find(request_id)
    if asked is None:
        problem = f"request {request_id} does not wait for approval; it is {steps[-1].state}"
        raise Refusal(409, problem, "GET /v1/approvals lists what waits")
    return asked
