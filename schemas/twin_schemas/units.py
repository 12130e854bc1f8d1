"""Engineering units at the edge, SI inside; the conversions come from pint and are cached."""

from __future__ import annotations

from functools import cache
from typing import Any

_GAUGE_PRESSURE = "barg = bar; offset: 1.01325"
_BASE = {
    "kilogram": "kg",
    "meter": "m",
    "second": "s",
    "ampere": "A",
    "kelvin": "K",
    "mole": "mol",
    "candela": "cd",
    "radian": "rad",
}


class UnitError(ValueError):
    """A unit is unknown, or two units measure different things."""


@cache
def _registry() -> Any:
    # pint costs a quarter of a second to import: only pay when a unit is first converted
    import pint

    registry: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    registry.define(_GAUGE_PRESSURE)
    return registry


@cache
def _affine(unit: str) -> tuple[float, float, str]:
    """Returns factor, offset and dimension such that SI value = factor * value + offset."""
    registry = _registry()
    try:
        zero = registry.Quantity(0.0, unit).to_base_units()
        one = registry.Quantity(1.0, unit).to_base_units()
    except Exception as error:  # pint raises many types, tokenizer errors among them
        raise UnitError(f"'{unit}' is not a unit; write it like 'kg/s', 'bar' or 'degC'") from error
    offset = float(zero.magnitude)
    return float(one.magnitude) - offset, offset, str(one.dimensionality)


def dimension_of(unit: str) -> str:
    """Returns the physical dimension of a unit, such as `[mass] / [time]`.

    Raises:
        UnitError: `unit` can not be parsed.
    """
    return _affine(unit)[2]


def same_dimension(first: str, second: str) -> bool:
    """Tells whether two units measure the same physical dimension."""
    return dimension_of(first) == dimension_of(second)


def to_si(value: float, unit: str) -> float:
    """Converts an engineering value to SI base units (offsets of degC and barg included).

    Raises:
        UnitError: `unit` can not be parsed.

    >>> round(to_si(25.0, "degC"), 2)
    298.15
    """
    factor, offset, _ = _affine(unit)
    return factor * value + offset


def convert(value: float, source: str, target: str) -> float:
    """Converts `value` from unit `source` to unit `target`.

    Raises:
        UnitError: a unit can not be parsed, or the two have different dimensions.

    >>> round(convert(1.0, "barg", "bar"), 5)
    2.01325
    """
    if not same_dimension(source, target):
        raise UnitError(f"'{source}' can not be converted to '{target}': different dimensions")
    factor, offset, _ = _affine(target)
    return (to_si(value, source) - offset) / factor


def base_form(unit: str) -> tuple[float, float, dict[str, int]]:
    """Returns a unit as FMI wants it described.

    Returns:
        Factor, offset and the exponents of kg, m, s, A, K, mol, cd and rad that are not zero, such
        that value in base units = factor * value + offset.

    Raises:
        UnitError: `unit` can not be parsed, or is made of something else, such as bytes.

    >>> base_form("bar")
    (100000.0, 0.0, {'kg': 1, 'm': -1, 's': -2})
    """
    factor, offset, _ = _affine(unit)
    powers = dict(_registry().Quantity(1.0, unit).to_base_units().unit_items())
    if strange := powers.keys() - _BASE.keys():
        raise UnitError(f"'{unit}' is made of {', '.join(sorted(strange))}, not of SI base units")
    return factor, offset, {_BASE[name]: int(powers[name]) for name in _BASE if name in powers}
