"""The alarms of a plant, with priority and consequence from its interlocks."""

from __future__ import annotations

from typing import get_args

from twin_schemas.alarms.definition import AlarmDefinition
from twin_schemas.alarms.guidance import action, alarm_class, cause, response_s
from twin_schemas.alarms.starting_values import deadband, off_delay_ns, on_delay_ns
from twin_schemas.plant import AlarmGuidance, Interlock, Plant, Tag
from twin_schemas.vocabulary import AlarmLimit, AlarmPriority

_NS = 1_000_000_000


def definitions_of(plant: Plant) -> list[AlarmDefinition]:
    """One alarm for each limit of each tag."""
    return [definition_of(plant, tag, limit) for tag in plant.tags.values() for limit in tag.alarms]


def definition_of(plant: Plant, tag: Tag, limit: AlarmLimit) -> AlarmDefinition:
    """One alarm: what the description says of it, else what follows from loops and interlocks."""
    beyond = [i for i in plant.guards.get(tag.name, ()) if _is_beyond(i, tag, limit)]
    written = tag.guidance.get(limit, AlarmGuidance())
    priority = written.priority or _priority(limit, trips=bool(beyond))
    lowest, highest = _bounds(plant, tag, limit)
    return AlarmDefinition(
        name=f"{tag.name}.{limit}",
        tag=tag.name,
        limit=limit,
        setting=tag.alarms[limit],
        unit=tag.unit,
        deadband=_or(written.deadband, deadband(tag, limit)),
        on_delay_ns=_ns(written.on_delay_s, on_delay_ns(tag, limit)),
        off_delay_ns=_ns(written.off_delay_s, off_delay_ns(tag)),
        stale_ns=int(tag.stale_s * _NS),
        priority=priority,
        consequence="; ".join(_consequence(i, tag) for i in beyond),
        alarm_class=written.alarm_class or alarm_class(plant, tag, trips=bool(beyond)),
        cause=written.cause or cause(plant, tag, limit),
        action=written.action or action(plant, tag, limit),
        response_s=_or(written.response_s, response_s(priority)),
        latch=written.latch,
        lowest=lowest,
        highest=highest,
    )


def _bounds(plant: Plant, tag: Tag, limit: AlarmLimit) -> tuple[float, float]:
    """Between which a limit may be tuned.

    That is within the range, in the order of the tag's other limits, and before what trips.
    """
    order = get_args(AlarmLimit)
    own = order.index(limit)
    below = [at for other, at in tag.alarms.items() if order.index(other) < own]
    above = [at for other, at in tag.alarms.items() if order.index(other) > own]
    trips = [(i.side, i.limit) for i in plant.guards.get(tag.name, ())]
    below += [at for side, at in trips if side == "low" and at <= tag.alarms[limit]]
    above += [at for side, at in trips if side == "high" and at >= tag.alarms[limit]]
    return max([tag.low, *below]), min([tag.high, *above])


def _or(written: float | None, otherwise: float) -> float:
    return otherwise if written is None else written


def _ns(written_s: float | None, otherwise: int) -> int:
    return otherwise if written_s is None else int(written_s * _NS)


def _is_beyond(interlock: Interlock, tag: Tag, limit: AlarmLimit) -> bool:
    """Whether the interlock follows if the value goes on in the direction of the limit."""
    return interlock.tag == tag.name and limit.startswith(interlock.side)


def _priority(limit: AlarmLimit, *, trips: bool) -> AlarmPriority:
    if limit in {"low_low", "high_high"}:
        return "high"
    return "medium" if trips else "low"


def _consequence(interlock: Interlock, tag: Tag) -> str:
    equipment = ", ".join(trip.equipment for trip in interlock.trips)
    limit = f"{interlock.limit:g} {tag.unit}".removesuffix(" 1")
    return f"interlock {interlock.name} trips {equipment} at {limit}"
