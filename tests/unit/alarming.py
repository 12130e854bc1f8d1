"""Alarms on limits of their own, and what they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from twin_agents.alarms import Alarms
from twin_schemas.access import Right
from twin_schemas.alarm_events import AlarmActionRequested, AlarmChanged
from twin_schemas.alarms import AlarmDefinition
from twin_schemas.messages import Measurement

NS = 1_000_000_000
HIGH = AlarmDefinition(
    name="TT-1.high",
    tag="TT-1",
    limit="high",
    setting=100.0,
    unit="degC",
    deadband=2.0,
    on_delay_ns=15 * NS,
    off_delay_ns=60 * NS,
    stale_ns=600 * NS,
    priority="low",
)
HIGH_HIGH = replace(
    HIGH, name="TT-1.high_high", limit="high_high", setting=120.0, on_delay_ns=0, priority="high"
)
LOW = replace(HIGH, name="TT-1.low", limit="low", setting=50.0)
COMMAND = Right(action="command").to_json()


def agent() -> Alarms:
    """An agent with three alarms of one tag."""
    return Alarms([HIGH, HIGH_HIGH, LOW])


def measured(value: float, second: float, quality: str = "good", tag: str = "TT-1") -> Measurement:
    time_ns = int(second * NS)
    return Measurement(
        tag=tag,
        value=value,
        unit="degC",
        quality=quality,  # type: ignore[arg-type]
        source_time_ns=time_ns,
        server_time_ns=time_ns,
        ingest_time_ns=time_ns,
        origin="plant",
        sequence=0,
    )


def asked(action: str, second: float, alarm: str = HIGH.name, **more: Any) -> AlarmActionRequested:
    fields: dict[str, Any] = {
        "request_id": f"{action} {alarm} at {second:g}",
        "user": "ann",
        "reason": "seen",
        "right": COMMAND,
        "authorised_by": "role operator",
    }
    return AlarmActionRequested(
        action=action,  # type: ignore[arg-type]
        alarm=alarm,
        tag=alarm.split(".")[0],
        time_ns=int(second * NS),
        **fields | more,
    )


def raised_high(alarms: Alarms) -> list[AlarmChanged]:
    """Raises `high` at second 15, as its occurrence 1."""
    outputs = alarms.handle(measured(105.0, 0)) + alarms.handle(measured(105.0, 15))
    return [record for record in outputs if isinstance(record, AlarmChanged)]
