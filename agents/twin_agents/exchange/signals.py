"""What happens to users and sessions, as the stream tells those who may audit."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from twin_agents.exchange.value_text import iso
from twin_schemas.access_events import AccessRefused, LoginAttempted, SessionChanged, UserChanged


def signal(
    event: LoginAttempted | SessionChanged | UserChanged | AccessRefused,
) -> dict[str, Any]:
    """The message of an event; its `contract` says which one it is."""
    fields = asdict(event)
    time = iso(fields.pop("time_ns"))
    return {"type": "access", "contract": event.contract.subject, "time": time, "event": fields}
