"""A training as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin_agents.exchange.value_text import iso

if TYPE_CHECKING:
    from twin_agents.exchange.training.desk import Training

_TELLS_TOO_MUCH = ("scenario", "title", "description")


def training_shown(training: Training, user: str, *, leads: bool) -> dict[str, Any]:
    """State and events; what it is about only for who leads, or when it is over."""
    view, facts = training.seen.view, dict(training.room.facts)
    if not leads and not view["ended"]:
        facts.update(dict.fromkeys(_TELLS_TOO_MUCH, ""))
    return {
        **facts,
        "instructor": training.instructor,
        "trainees": sorted(training.trainees),
        "acts": training.takes(user),
        "leads": leads,
        "begun": iso(training.seen.begin_ns),
        "time_s": view["time_s"],
        "running": view["running"],
        "speed": view["speed"],
        "ended": view["ended"],
        "events": view["events"],
    }
