"""Acknowledging and shelving: what is asked for is judged once more before it is done."""

from __future__ import annotations

from datetime import UTC, datetime

from twin_agents.alarms.journal import tuned
from twin_agents.alarms.machine import Alarm
from twin_schemas.access import Demand, objection_to
from twin_schemas.alarm_events import AlarmActionRefused, AlarmActionRequested
from twin_schemas.alarms import AlarmDefinition
from twin_schemas.vocabulary import AlarmChange

_NS = 1_000_000_000
_LONGEST_SHELVING_NS = 12 * 3_600 * _NS
_NEED_A_REASON = {
    "shelve": "shelving",
    "remove_from_service": "taking it out of service",
    "tune": "tuning",
}
_UNDOES = {"unshelve": "shelved", "return_to_service": "out of service", "reset": "latched"}
_TUNES = frozenset({"tune", "untune"})
_LONGEST_DELAY_S = 1_800.0


def objection(asked: AlarmActionRequested) -> str:
    """Why a request must not be carried out, whatever the alarm's state; empty if it may be."""
    demand = Demand(
        action="tune" if asked.action in _TUNES else "command",
        at=datetime.fromtimestamp(asked.time_ns / _NS, UTC),
        subject=asked.tag,
        origin="" if asked.action in _TUNES else "operator",
    )
    return objection_to(asked, demand) or _missing(asked)


def out_of_bounds(asked: AlarmActionRequested, point: AlarmDefinition) -> str:
    """Why settings must not be taken; empty if they may, or if none are asked for."""
    if asked.action != "tune":
        return ""
    if not point.lowest <= asked.setting <= point.highest:
        return f"the limit stays within {point.lowest:g} and {point.highest:g} {point.unit}"
    most = max(point.deadband, (point.highest - point.lowest) / 2)
    if not 0 <= asked.deadband <= most:
        return f"the deadband is at most {most:g} {point.unit}"
    if max(asked.on_delay_s, asked.off_delay_s) > _LONGEST_DELAY_S:
        return f"a delay is at most {_LONGEST_DELAY_S:g} s"
    return ""


def _missing(asked: AlarmActionRequested) -> str:
    if asked.action in _NEED_A_REASON and not asked.reason.strip():
        return f"{_NEED_A_REASON[asked.action]} needs a reason"
    if asked.action == "shelve" and not 0 < asked.until_ns - asked.time_ns <= _LONGEST_SHELVING_NS:
        return "an alarm is shelved for 12 h at most"
    return ""


def carry_out(asked: AlarmActionRequested, alarm: Alarm) -> AlarmChange | None:
    """Does what is asked for; None if there is nothing to do."""
    if asked.action == "acknowledge":
        return alarm.acknowledge(asked.occurrence)
    if asked.action == "shelve":
        return alarm.shelve(asked.until_ns)
    if asked.action == "unshelve":
        return alarm.unshelve(asked.time_ns)
    if asked.action == "reset":
        return alarm.reset()
    if asked.action == "tune":
        return alarm.tune(tuned(alarm.described, asked))
    if asked.action == "untune":
        return alarm.tune(alarm.described)
    if asked.action == "remove_from_service":
        return alarm.remove_from_service()
    return alarm.return_to_service(asked.time_ns)


def nothing_to_do(asked: AlarmActionRequested, alarm: Alarm) -> str:
    """Why a request that may be carried out had no effect."""
    if asked.action == "acknowledge":
        now = f"occurrence {alarm.occurrence} is {alarm.state}"
        return f"occurrence {asked.occurrence} is not to be acknowledged; {now}"
    state = alarm.state.replace("_", " ")
    if asked.action in _TUNES:
        return "it has these settings already"
    if needed := _UNDOES.get(asked.action):
        return f"it is not {needed} but {state}"
    return f"it is {state} already"


def refused(asked: AlarmActionRequested, reason: str) -> AlarmActionRefused:
    """The record that a request was not carried out."""
    return AlarmActionRefused(
        request_id=asked.request_id,
        action=asked.action,
        alarm=asked.alarm,
        tag=asked.tag,
        user=asked.user,
        reason=reason,
        time_ns=asked.time_ns,
    )
