"""Contracts about setpoint sets: saved values of writable tags, and their restoring."""

from __future__ import annotations

from twin_schemas.quantities import Count, Nanoseconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import RestoreState, SetAction


class SetActionRequested(
    Record, topic="control.set_action_requested", owner="sets", key="name", request=True
):
    """Somebody saves, deletes, plans, restores a set or cancels a restoring; it is authorised.

    Attributes:
        request_id: Unique per request; of a restoring it is the number.
        name: Name of the set.
        action: What is asked.
        tags: Of a set that is saved, its tags; of one that is restored, the tags of its plan.
        values: Values of the tags that are saved, in each tag's unit.
        rights: Of a restoring, the right for each tag as JSON; the commander judges by it again.
        authorised_by: Where the author has each right from, such as `role operator`.
        tolerance: Percent of a tag's range within which a value counts as the saved one.
        plan_id: Plan that is carried out, or restoring that is cancelled.
        author: User who asks.
        reason: The user's words; may be empty.
        time_ns: When it was asked.
    """

    request_id: str
    name: str
    action: SetAction
    tags: list[str]
    values: list[float]
    rights: list[str]
    authorised_by: list[str]
    tolerance: float = 0.0
    plan_id: str = ""
    author: str
    reason: str = ""
    time_ns: Nanoseconds


class SetChanged(Record, topic="control.set_changed", owner="sets", key="name", compacted=True):
    """A setpoint set as it is now.

    Attributes:
        name: Name of the set.
        request_id: Request that changed it.
        tags: Writable tags.
        values: Their values, each in its tag's unit.
        author: Who saved or deleted it.
        reason: The user's words; may be empty.
        time_ns: When.
        deleted: Whether there is no set of this name any more.
    """

    name: str
    request_id: str
    tags: list[str]
    values: list[float]
    author: str
    reason: str = ""
    time_ns: Nanoseconds
    deleted: bool = False


class SetPlanned(Record, topic="control.set_planned", owner="sets", key="name"):
    """What has to be written to restore a set now, in phases one after the other.

    Attributes:
        request_id: Request for the plan; its number.
        name: Name of the set.
        phases: Phase of each step, from 0.
        tags: Tag of each step.
        values: Value of each step, in its tag's unit.
        formers: Value of each step's tag before the first step.
        left_out: What of the set is not restored, and why.
        time_ns: When.
    """

    request_id: str
    name: str
    phases: list[int]
    tags: list[str]
    values: list[float]
    formers: list[float]
    left_out: list[str]
    time_ns: Nanoseconds


class RestoreProgressed(Record, topic="control.restore_progressed", owner="sets", key="restore_id"):
    """One step of restoring a set.

    Attributes:
        restore_id: Which restoring.
        name: Name of the set.
        state: Step that was reached.
        tag: Of a step that is done, its tag; else empty.
        value: Of a step that is done, its value in the tag's unit.
        reason: What happened, or why it went wrong.
        done: Steps that are done.
        steps: Steps of the plan.
        author: User who asked.
        time_ns: When.
        tags: Tag of each step, of the record `begun` only.
        formers: Value of each step's tag before the first step, of `begun` only.
        rights: Right for each step, of `begun` only.
        authorised_by: Where the author has each right from, of `begun` only.
    """

    restore_id: str
    name: str
    state: RestoreState
    tag: str = ""
    value: float = 0.0
    reason: str = ""
    done: Count = 0
    steps: Count = 0
    author: str
    time_ns: Nanoseconds
    tags: list[str]
    formers: list[float]
    rights: list[str]
    authorised_by: list[str]
