"""The health of an agent, as clients see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from twin_agents.exchange.value_text import iso
from twin_schemas.messages import AgentHealth

_SILENT_AFTER_NS = 7_000_000_000


def health_shown(health: AgentHealth, now_ns: int) -> dict[str, Any]:
    """One agent as JSON; one that is silent is down."""
    silent = now_ns - health.time_ns > _SILENT_AFTER_NS
    fields = asdict(health)
    state = "down" if silent or health.state == "stopping" else health.state
    reason = f"silent since {iso(health.time_ns)}" if silent else health.reason
    return {
        "name": health.agent,
        "state": state,
        "reason": reason,
        "since": iso(health.started_ns),
        **{name: fields[name] for name in ("handled", "rejected", "buffered", "dropped")},
    }


def sums(known: Iterable[AgentHealth]) -> dict[str, int]:
    """What all agents together have rejected, keep back and have dropped."""
    told = list(known)
    return {
        name: sum(getattr(health, name) for health in told)
        for name in ("rejected", "buffered", "dropped")
    }
