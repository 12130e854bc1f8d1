"""Alarms that tell nothing new once an interlock has tripped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twin_schemas.plant import Interlock, Plant, Trip
from twin_schemas.vocabulary import AlarmLimit

_MOVES = frozenset({"mass_flow", "volume_flow", "speed", "power", "position", "surge_ratio"})
_LOW: tuple[AlarmLimit, ...] = ("low", "low_low")
_HIGH: tuple[AlarmLimit, ...] = ("high", "high_high")
_HALF = 50.0


def explained_by(plant: Plant) -> Mapping[str, frozenset[str]]:
    """Names of the alarms that each interlock suppresses by design.

    What a trip stops has no flow, speed or power, and what it opens has much: the alarms that tell
    this of the tripped actuator itself and of the streams at it. Its cause is never among them, nor
    an alarm beyond which another interlock trips.
    """
    guarded: set[tuple[str, str]] = {(i.tag, i.side) for i in plant.interlocks.values()}
    found = {}
    for name, interlock in plant.interlocks.items():
        alarms = {
            a for trip in interlock.trips for a in _explained(plant, interlock, trip, guarded)
        }
        found[name] = frozenset(alarms)
    return found


def _explained(
    plant: Plant, interlock: Interlock, trip: Trip, guarded: set[tuple[str, str]]
) -> Iterator[str]:
    at_it = {trip.equipment} | {
        stream.id
        for stream in plant.streams.values()
        if trip.equipment in {stream.source.equipment, stream.target.equipment}
    }
    side, limits = ("low", _LOW) if trip.position < _HALF else ("high", _HIGH)
    for tag, instrument in plant.instruments.items():
        if instrument.owner not in at_it or instrument.quantity not in _MOVES:
            continue
        if tag == interlock.tag or (tag, side) in guarded:
            continue
        yield from (f"{tag}.{limit}" for limit in limits if limit in plant.tags[tag].alarms)
