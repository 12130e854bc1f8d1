"""Units convert with their offsets, and refuse what does not fit."""

import pytest

from twin_schemas.units import UnitError, convert, same_dimension, to_si


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (25.0, "degC", 298.15),
        (0.0, "barg", 101325.0),
        (2.0, "bar", 2e5),
        (50.0, "%", 0.5),
        (12.0, "t/d", 12e3 / 86400),
    ],
)
def test_values_convert_to_si(value, unit, expected):
    assert to_si(value, unit) == pytest.approx(expected, rel=1e-12)


def test_conversion_there_and_back_is_exact_enough():
    assert convert(convert(37.0, "degC", "K"), "K", "degC") == pytest.approx(37.0, abs=1e-9)


def test_gauge_pressure_is_not_absolute_pressure():
    assert convert(1.01325, "bar", "barg") == pytest.approx(0.0, abs=1e-9)


def test_different_dimensions_are_refused():
    assert not same_dimension("bar", "kg/s")
    with pytest.raises(UnitError, match="different dimensions"):
        convert(1.0, "bar", "kg/s")


@pytest.mark.parametrize("unit", ["furlongs per", "kg/blah", "nonsense"])
def test_an_unparsable_unit_is_named(unit):
    with pytest.raises(UnitError, match="is not a unit"):
        to_si(1.0, unit)
