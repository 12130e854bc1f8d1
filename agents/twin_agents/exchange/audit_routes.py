"""The HTTP route of the audit log."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from twin_agents.exchange.audit_board import AuditSearch
from twin_agents.exchange.may import Auditor
from twin_agents.exchange.session import TheExchange

router = APIRouter(prefix="/v1")
Pattern = Annotated[str, Query(max_length=200)]


@router.get("/audit")
async def audit(
    _permit: Auditor,
    exchange: TheExchange,
    actor: Pattern = "*",
    action: Pattern = "*",
    subject: Pattern = "*",
    before: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> dict[str, Any]:
    """Who did, tried or was refused what: the newest entries that match, newest first.

    The last 20,000 entries are at hand; `twin audit` reads all. `head` pins the log: written down
    somewhere else, it shows later that nothing was cut off. `breaks` counts entries that did not
    follow the one before them.
    """
    wanted = AuditSearch(actor=actor, action=action, subject=subject, before=before)
    return exchange.audit.shown(wanted, limit)
