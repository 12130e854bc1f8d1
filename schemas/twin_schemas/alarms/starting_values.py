"""Deadbands and delays that ISA-18.2-2016 and EEMUA 191 recommend to begin with.

They depend on what is measured, which is the first letter of a tag. The limits next to a trip have
no on-delay: an operator needs all of the time that is left.
"""

from __future__ import annotations

from twin_schemas.plant import Tag
from twin_schemas.vocabulary import AlarmLimit

_NS = 1_000_000_000
_DEADBAND_PERCENT = {"F": 5.0, "L": 5.0, "P": 2.0, "T": 1.0}
_OTHER_DEADBAND_PERCENT = 1.0
_DELAY_S = {"F": 15, "L": 60, "P": 15, "T": 60}
_OTHER_DELAY_S = 15
_NEXT_TO_A_TRIP = ("low_low", "high_high")


def deadband(tag: Tag, limit: AlarmLimit) -> float:
    """Deadband of a limit, in the unit of the tag.

    It is at most half of the way from the limit to the design point: a share of the range may be
    more than that, and the alarm could then never return.
    """
    share = _DEADBAND_PERCENT.get(tag.name[0], _OTHER_DEADBAND_PERCENT) / 100
    way = tag.alarms[limit] - tag.design
    way = way if limit.startswith("high") else -way
    return min(share * (tag.high - tag.low), max(0.0, way / 2))


def off_delay_ns(tag: Tag) -> int:
    """How long a value is back before the alarm returns."""
    return _DELAY_S.get(tag.name[0], _OTHER_DELAY_S) * _NS


def on_delay_ns(tag: Tag, limit: AlarmLimit) -> int:
    """How long a value is beyond the limit before the alarm is raised."""
    return 0 if limit in _NEXT_TO_A_TRIP else off_delay_ns(tag)
