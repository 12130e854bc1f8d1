"""Contracts about alarms in the states of ISA-18.2."""

from __future__ import annotations

from twin_schemas.quantities import Count, Nanoseconds, Seconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import (
    AlarmAction,
    AlarmBasis,
    AlarmChange,
    AlarmLimit,
    AlarmPriority,
    AlarmState,
    InterlockState,
    Origin,
)


class AlarmChanged(Record, topic="alarms.alarm_changed", owner="alarms", key="tag"):
    """One transition of an alarm; all of them are the alarm journal.

    The newest of an alarm is all that a restarted agent needs of it.

    Attributes:
        alarm: Name of the alarm, `<tag>.<limit>`; with `residual_` or `predicted_` before the limit
            of those that are not about a measured value.
        tag: ISA-5.1 name of the instrument.
        limit: Which of the tag's limits.
        state: ISA-18.2 state after the transition.
        change: What happened.
        priority: From the plant description: limits beyond which an interlock trips count more.
        value: Last good value in `unit`; NaN if there was none.
        setting: Limit in `unit`.
        unit: Engineering unit of the plant description; `1` for a significance.
        occurrence: Grows by one each time the alarm is raised; an acknowledgement names it.
        sequence: Counts the transitions of this alarm.
        raised_ns: Since when the alarm has been raised; 0 if it is not.
        time_ns: When it happened.
        user: Who acknowledged, shelved or took it out of service; empty if nobody did.
        reason: The user's words, or why it came off the shelf or is suppressed; may be empty.
        until_ns: When it comes off the shelf by itself; 0 unless it is shelved.
        consequence: What an interlock does beyond; empty if there is none.
        follows: Interlock that tripped first, if the alarm came after it in the same upset; empty
            for the others.
        origin: Where the value comes from.
        request_id: Request that was carried out; empty if it was none.
        basis: What is compared with the limit: a measured value, how significant its residual is,
            or where the model sees it in the time ahead.
        tuned: Whether somebody has changed the four settings; else they are those of the plant
            description, and the following three are void.
        deadband: How far behind the limit a value is before the alarm returns, in `unit`.
        on_delay_s: How long a value is beyond the limit before the alarm is raised.
        off_delay_s: How long a value is behind the deadband before the alarm returns.
    """

    alarm: str
    tag: str
    limit: AlarmLimit
    state: AlarmState
    change: AlarmChange
    priority: AlarmPriority
    value: float
    setting: float
    unit: str
    occurrence: Count
    sequence: Count
    raised_ns: Nanoseconds = 0
    time_ns: Nanoseconds
    user: str = ""
    reason: str = ""
    until_ns: Nanoseconds = 0
    consequence: str = ""
    follows: str = ""
    origin: Origin
    request_id: str = ""
    basis: AlarmBasis = "measured"
    tuned: bool = False
    deadband: float = 0.0
    on_delay_s: Seconds = 0.0
    off_delay_s: Seconds = 0.0


class AlarmActionRequested(
    Record, topic="alarms.action_requested", owner="alarms", key="tag", request=True
):
    """Somebody acknowledges an alarm or shelves it; the exchange has authorised it.

    Attributes:
        request_id: Unique per request; a repeated one has no effect.
        action: What is asked for.
        alarm: Name of the alarm, `<tag>.<limit>`.
        tag: Its tag.
        occurrence: Which occurrence is acknowledged; 0 for the other actions.
        user: Who asks.
        reason: The user's words; needed for shelving, taking out of service and tuning.
        until_ns: When it comes off the shelf by itself; 0 for the other actions.
        time_ns: When the user asked.
        right: The right that allows it, as JSON; the agent judges the request by it again.
        authorised_by: Where the user has that right from, such as `role operator`.
        setting: Limit from now on, in the alarm's unit; void but for tuning, as the next three.
        deadband: Deadband from now on, in the alarm's unit.
        on_delay_s: On-delay from now on.
        off_delay_s: Off-delay from now on.
    """

    request_id: str
    action: AlarmAction
    alarm: str
    tag: str
    occurrence: Count = 0
    user: str
    reason: str = ""
    until_ns: Nanoseconds = 0
    time_ns: Nanoseconds
    right: str = ""
    authorised_by: str = ""
    setting: float = 0.0
    deadband: float = 0.0
    on_delay_s: Seconds = 0.0
    off_delay_s: Seconds = 0.0


class AlarmActionRefused(Record, topic="alarms.action_refused", owner="alarms", key="tag"):
    """What was asked for with an alarm was not done.

    Attributes:
        request_id: Which request.
        action: What was asked for.
        alarm: Name of the alarm.
        tag: Its tag.
        user: Who asked.
        reason: Why it was not done.
        time_ns: When the user asked.
    """

    request_id: str
    action: AlarmAction
    alarm: str
    tag: str
    user: str
    reason: str
    time_ns: Nanoseconds


class InterlockChanged(Record, topic="alarms.interlock_changed", owner="alarms", key="interlock"):
    """An interlock has tripped or is free again, as the measurements tell.

    Attributes:
        interlock: Name of the plant description.
        tag: ISA-5.1 name of what it watches.
        state: What it is now.
        value: Value of the tag in `unit` when it changed.
        limit: Beyond which it trips, in `unit`.
        unit: Engineering unit of the tag.
        first_out: Interlock that tripped first in the same upset; its own name if it did.
        actuators: What it drives to its safe position.
        origin: Where the value comes from.
        time_ns: When it happened.
    """

    interlock: str
    tag: str
    state: InterlockState
    value: float
    limit: float
    unit: str
    first_out: str
    actuators: list[str]
    origin: Origin
    time_ns: Nanoseconds
