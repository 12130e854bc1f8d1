"""What an operator is told of an alarm that nobody has described: from loops and topology.

ISA-18.2-2016 asks for class, cause, consequence, action and response time of each alarm. These are
what a plant description tells by itself, to begin with; what is written there goes before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from twin_schemas.plant import Controller, Plant, Tag
from twin_schemas.vocabulary import AlarmClass, AlarmLimit, AlarmPriority

_RESPONSE_S: dict[AlarmPriority, float] = {"high": 180.0, "medium": 600.0, "low": 1_800.0}
_NAMED = 4


def alarm_class(plant: Plant, tag: Tag, *, trips: bool) -> AlarmClass:
    """Group of alarms that are handled alike."""
    if trips:
        return "protection"
    stream = plant.streams.get(tag.equipment)
    places = {stream.source.equipment, stream.target.equipment} if stream else {tag.equipment}
    if any(
        "flare" in plant.equipment[p].description.lower() for p in places if p in plant.equipment
    ):
        return "environment"
    return "quality" if tag.name.startswith("A") else "process"


def response_s(priority: AlarmPriority) -> float:
    """Time until the action has to have its effect, in s."""
    return _RESPONSE_S[priority]


def cause(plant: Plant, tag: Tag, limit: AlarmLimit) -> str:
    """What usually raises it."""
    too = "too high" if limit.startswith("high") else "too low"
    loops = plant.loops.get(tag.name, ())
    if not loops:
        return f"what enters or leaves {tag.equipment} has changed: {tag.description} is {too}"
    loop = loops[0]
    return (
        f"{loop.name} is in MAN or at an end of its output, {_moved(loop)} does not follow, or the "
        f"disturbance is larger than it can take: {tag.description} is {too}"
    )


def action(plant: Plant, tag: Tag, limit: AlarmLimit) -> str:
    """What the operator looks at and moves."""
    way = "down" if limit.startswith("high") else "up"
    loops = plant.loops.get(tag.name, ())
    if loops:
        loop = loops[0]
        return (
            f"look at {loop.name}: mode, output, {_moved(loop)}; "
            f"in MAN bring {tag.name} {way} with {loop.name}.OP"
        )
    near = list(_near(plant, tag))[:_NAMED]
    if not near:
        return f"look at {tag.equipment} in {plant.areas[tag.area].title}"
    handles = ", ".join(f"{loop.name} ({_moved(loop)})" for loop in near)
    return f"bring {tag.name} {way} with what acts there: {handles}"


def _moved(loop: Controller) -> str:
    return " or ".join(loop.actuators)


def _near(plant: Plant, tag: Tag) -> Iterator[Controller]:
    """Controllers that move what stands at the tag's equipment or stream."""
    stream = plant.streams.get(tag.equipment)
    at = {stream.source.equipment, stream.target.equipment} if stream else {tag.equipment}
    around = at.union(*(plant.neighbours.get(one, ()) for one in at))
    names = frozenset().union(*(plant.movers.get(one, ()) for one in around))
    return (loop for name, loop in plant.controllers.items() if name in names)
