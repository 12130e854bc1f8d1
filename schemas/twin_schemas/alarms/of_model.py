"""Alarms that the model gives: on residuals, and on limits that it sees crossed in the time ahead.

They tell of what no limit tells yet, and must not drown what does: all are of low priority and of
class `model`, last two minutes before they are raised, and are few: where a limit is followed by
another one, the first is a warning already, and only the last is predicted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twin_schemas.alarms.definition import AlarmDefinition
from twin_schemas.alarms.definitions import definition_of, definitions_of
from twin_schemas.plant import Plant, Tag
from twin_schemas.significance import SIGNIFICANT
from twin_schemas.vocabulary import AlarmLimit

COURSE_PERIOD_S = 60.0
"""Time between two looks ahead."""
COURSE_HORIZON_S = 900.0
"""How far they look."""
_NS = 1_000_000_000
_RESIDUAL_DELAY_NS = 120 * _NS
_RETURNS_AT, _MOST = 3.0, 20.0  # standard deviations
_PREDICTED_DELAY_NS = int(1.5 * COURSE_PERIOD_S) * _NS  # so that two looks agree
_COURSE_STALE_NS = int(3 * COURSE_PERIOD_S) * _NS
_RESPONSE_S = 1_800.0
_SIDES: tuple[AlarmLimit, ...] = ("low", "high")


def all_definitions_of(plant: Plant) -> list[AlarmDefinition]:
    """Every alarm of a plant: on measured values, on residuals, on the time ahead."""
    return [*definitions_of(plant), *residuals_of(plant), *predicted_of(plant)]


def residuals_of(plant: Plant) -> Iterator[AlarmDefinition]:
    """Two alarms for each indicator that the model estimates: above and below what it expects."""
    for name, instrument in plant.instruments.items():
        if instrument.drives is None and instrument.noise > 0:
            yield from (_residual(plant.tags[name], side) for side in _SIDES)


def _residual(tag: Tag, side: AlarmLimit) -> AlarmDefinition:
    above = side == "high"
    way = "above" if above else "below"
    return AlarmDefinition(
        name=f"{tag.name}.residual_{side}",
        tag=tag.name,
        limit=side,
        setting=SIGNIFICANT if above else -SIGNIFICANT,
        unit="1",
        deadband=SIGNIFICANT - _RETURNS_AT,
        on_delay_ns=_RESIDUAL_DELAY_NS,
        off_delay_ns=_RESIDUAL_DELAY_NS,
        stale_ns=int(tag.stale_s * _NS),
        priority="low",
        alarm_class="model",
        cause=f"{tag.name} lies, or something at {tag.equipment} has changed: the reading is "
        f"{way} what the model expects",
        action=f"look at `twin health` for what is suspected; compare {tag.name} with others",
        response_s=_RESPONSE_S,
        basis="residual",
        lowest=_RETURNS_AT if above else -_MOST,
        highest=_MOST if above else -_RETURNS_AT,
    )


def predicted_of(plant: Plant) -> Iterator[AlarmDefinition]:
    """One alarm for the last limit of each tag on each side."""
    for tag in plant.tags.values():
        for side in _SIDES:
            limits = [limit for limit in tag.alarms if limit.startswith(side)]
            if limits:
                yield _predicted(plant, tag, max(limits, key=len))


def _predicted(plant: Plant, tag: Tag, limit: AlarmLimit) -> AlarmDefinition:
    minutes = COURSE_HORIZON_S / 60
    return replace(
        definition_of(plant, tag, limit),
        name=f"{tag.name}.predicted_{limit}",
        on_delay_ns=_PREDICTED_DELAY_NS,
        off_delay_ns=_PREDICTED_DELAY_NS,
        stale_ns=_COURSE_STALE_NS,
        priority="low",
        alarm_class="model",
        cause=f"the model sees {tag.name} beyond its limit within {minutes:g} min if nobody acts",
        response_s=COURSE_HORIZON_S,
        basis="predicted",
        latch=False,
    )
