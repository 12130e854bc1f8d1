"""DEXPI's names of units as the description writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_schemas.units import UnitError, convert

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

_UNITS = {
    "Metre": "m",
    "Millimetre": "mm",
    "Centimetre": "cm",
    "Inch": "inch",
    "MetreSquared": "m^2",
    "MetreCubed": "m^3",
    "Litre": "L",
    "MetreCubedPerHour": "m^3/h",
    "MetreCubedPerSecond": "m^3/s",
    "LitrePerMinute": "L/min",
    "ReciprocalMinute": "rpm",
    "Watt": "W",
    "Kilowatt": "kW",
    "Megawatt": "MW",
    "Bar": "bar",
    "Kilopascal": "kPa",
    "Megapascal": "MPa",
    "Pascal": "Pa",
    "DegreeCelsius": "degC",
    "Kelvin": "K",
}


def value_of(attribute: Element, unit: str) -> float | None:
    """An attribute's value in a unit; None if it has no number, or no unit that measures the same.

    Names of units that DEXPI does not define are tried as they stand, such as `m3` or `kW`.
    """
    written = attribute.attributes.get("Units", "")
    try:
        number = float(attribute.attributes.get("Value", ""))
        return convert(number, _UNITS.get(written, written), unit)
    except (ValueError, UnitError):
        return None
