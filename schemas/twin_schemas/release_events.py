"""Contracts about what comes out of the process."""

from __future__ import annotations

from typing import Annotated

from twin_schemas.annotations import Bounds, Unit
from twin_schemas.quantities import Nanoseconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import Origin, ReleaseKind, ReleasePhase

KilogramsPerSecond = Annotated[float, Unit("kg/s"), Bounds(0, 1e6)]
Metres = Annotated[float, Unit("m"), Bounds(0, 1e5)]


class ReleaseEstimated(
    Record, topic="model.release_estimated", owner="simulation", key="place", compacted=True
):
    """What comes out of one place of the process now, and how far it would reach, by a model.

    The twin that follows the plant tells of its flares once a second. Trainings, which have leaks
    and broken tubes too, have such records on their screens and on no topic.

    Attributes:
        place: Id of the pipe or piece of equipment.
        kind: `hole`, `safety_valve` and `flare` lead to the atmosphere, `tube_rupture` does not.
        phase: Of what is at the opening.
        rate: What comes out; of broken tubes, what the process loses. 0 if nothing does any more.
        entering: Water or steam that enters the process through broken tubes.
        speed: Of the jet when it has come down to the pressure of the atmosphere.
        temperature: Before the opening.
        burning: Whether it burns.
        heat: Of combustion, if all of it burns; 0 of what does not.
        flame: Length of that flame.
        pool: Liquid that lies on the ground, without what evaporates of it.
        flammable_length: Downwind reach of the cloud above its lower flammable limit.
        flammable_width: Of that cloud, where it is widest.
        flammable_height: Of that cloud above the ground.
        dangerous_length: Downwind reach of what is immediately dangerous to life or health.
        dangerous_width: Of that, where it is widest.
        wind: Speed for which these hold.
        origin: `model` of the twin, `instructor` of a training.
        time_ns: When it was so.
    """

    place: str
    kind: ReleaseKind
    phase: ReleasePhase
    rate: KilogramsPerSecond
    entering: KilogramsPerSecond = 0.0
    speed: Annotated[float, Unit("m/s"), Bounds(0, 1e4)] = 0.0
    temperature: Annotated[float, Unit("K"), Bounds(0, 1e4)]
    burning: bool
    heat: Annotated[float, Unit("W"), Bounds(0, 1e12)] = 0.0
    flame: Metres = 0.0
    pool: Annotated[float, Unit("kg"), Bounds(0, 1e9)] = 0.0
    flammable_length: Metres = 0.0
    flammable_width: Metres = 0.0
    flammable_height: Metres = 0.0
    dangerous_length: Metres = 0.0
    dangerous_width: Metres = 0.0
    wind: Annotated[float, Unit("m/s"), Bounds(0, 100)]
    origin: Origin
    time_ns: Nanoseconds
