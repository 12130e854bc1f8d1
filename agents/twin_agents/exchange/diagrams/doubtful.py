"""The equipment whose equations have to be tried again after something was drawn."""

from __future__ import annotations

from twin_schemas.plant import Equipment, Plant, Port


def doubtful(plant: Plant, sound: Plant | None) -> list[str]:
    """What is not as it was in a plant that has equations, and what is piped to it.

    A unit's equations name its own parameters, what its area holds, and what comes and goes
    through its ports; so all others have the equations that they had.

    Args:
        plant: The plant as it is drawn.
        sound: The same plant when it had equations; all is doubtful without.
    """
    if sound is None:
        return [*plant.equipment]
    changed = {each.id for each in plant.equipment.values() if not _is_as_in(sound, each, plant)}
    now, then = _ways(plant), _ways(sound)
    changed |= {end.equipment for way in now ^ then for end in way}
    ends = [{end.equipment for end in way} for way in now]
    beside = {name for both in ends if both & changed for name in both}
    return [name for name in plant.equipment if name in changed | beside]


def _is_as_in(sound: Plant, each: Equipment, plant: Plant) -> bool:
    if sound.equipment.get(each.id) != each:
        return False
    return sound.areas[each.area].first_fill == plant.areas[each.area].first_fill


def _ways(plant: Plant) -> set[tuple[Port, Port]]:
    return {(stream.source, stream.target) for stream in plant.streams.values()}
