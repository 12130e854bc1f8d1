"""Reads an instrument and the measurement tag that comes with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_schemas.plant.instrument import Instrument
from twin_schemas.plant.isa import is_instrument_name
from twin_schemas.plant.kinds import KINDS, STREAM_QUANTITIES
from twin_schemas.plant.read_alarms import read_alarms, read_guidance
from twin_schemas.plant.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twin_schemas.plant.entry import Entry
    from twin_schemas.plant.equipment import Equipment
    from twin_schemas.plant.stream import Stream

INSTRUMENT_KEYS = (
    "measures",
    "description",
    "range",
    "alarms",
    "noise",
    "lag",
    "rate",
    "tolerance",
)


@dataclass(frozen=True, kw_only=True)
class Measurable:
    """What instruments may refer to, and their values at the design point as far as known."""

    equipment: Mapping[str, Equipment]
    streams: Mapping[str, Stream] = field(default_factory=dict)
    design: Mapping[str, float] = field(default_factory=dict)

    def unit_of(self, owner: str, quantity: str) -> str | None:
        """Returns the SI unit of a quantity, None when it is unknown."""
        if owner in self.streams:
            return STREAM_QUANTITIES.get(quantity)
        if owner in self.equipment:
            return KINDS[self.equipment[owner].kind].quantities.get(quantity)
        return None

    def driven(self, owner: str, quantity: str) -> str | None:
        """Returns the boundary condition which a measurement sets, None when it sets none."""
        place = self.streams[owner].source.equipment if owner in self.streams else owner
        kind = self.equipment[place].kind if place in self.equipment else ""
        is_condition = kind.startswith("boundary.") and quantity in KINDS[kind].quantities
        return f"{place}.{quantity}" if is_condition else None


def read_instrument(
    name: str, entry: Entry, area: str, measurable: Measurable
) -> tuple[Instrument, Tag]:
    """Reads one instrument with all its checks."""
    entry.check_keys(*INSTRUMENT_KEYS)
    if not is_instrument_name(name):
        remedy = "name it like FT-101 or TT-103A"
        entry.note(None, f"'{name}' is not an ISA-5.1 instrument name", remedy)
    low, high, unit = read_range(entry, "range")
    owner, _, quantity = entry.text("measures").partition(".")
    _check_measured(entry, measurable, owner, quantity, unit)
    instrument = Instrument(
        tag=name,
        area=area,
        description=entry.text("description"),
        owner=owner,
        quantity=quantity,
        unit=unit,
        low=low,
        high=high,
        noise=entry.difference("noise", unit, 0.0),
        lag_s=entry.quantity("lag", "s", 0.0),
        drives=measurable.driven(owner, quantity),
    )
    return instrument, _tag(instrument, entry, measurable.design)


def read_range(entry: Entry, key: str) -> tuple[float, float, str]:
    """Reads `[0 kg/s, 20 kg/s]` as low, high and the unit of the first."""
    pair = entry.data.get(key)
    if not isinstance(pair, list) or len(pair) != 2:
        entry.note(key, f"{entry.path} needs a {key}", f"write '{key}: [0 kg/s, 20 kg/s]'")
        return 0.0, 1.0, "1"
    low, unit = entry.parsed(key, pair[0])
    high = entry.converted(key, pair[1], unit)
    if low >= high:
        entry.note(key, f"{key} of {entry.path} is empty: {low} >= {high} {unit}", "swap them")
    return low, high, unit


def _check_measured(
    entry: Entry, measurable: Measurable, owner: str, quantity: str, unit: str
) -> None:
    expected = measurable.unit_of(owner, quantity)
    if expected is None:
        what = f"{entry.path} measures something unknown: '{owner}.{quantity}'"
        entry.note("measures", what, "name a stream or equipment and one of its quantities")
        return
    entry.converted("range", f"1 {unit}", expected)


def _tag(instrument: Instrument, entry: Entry, design: Mapping[str, float]) -> Tag:
    low, high, unit = instrument.low, instrument.high, instrument.unit
    return Tag(
        name=instrument.tag,
        description=instrument.description,
        unit=unit,
        low=low,
        high=high,
        area=instrument.area,
        equipment=instrument.owner,
        kind="measurement",
        writable=False,
        rate_s=entry.quantity("rate", "s", 2.0),
        states=(),
        controller=None,
        max_step=None,
        tolerance=0.01 * (high - low),
        settle_s=0.0,
        alarms=read_alarms(entry, low, high, unit),
        guidance=read_guidance(entry, unit),
        boundary=instrument.drives is not None,
        critical="",
        approval_s=0.0,
        design=design.get(instrument.tag, 0.5 * (low + high)),
    )
