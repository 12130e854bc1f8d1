"""Data types of Sparkplug B, and numbers in them (Sparkplug 3.0, 6.4.16)."""

from __future__ import annotations

import math
import struct

_NAMES = (
    "Unknown",
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "UInt8",
    "UInt16",
    "UInt32",
    "UInt64",
    "Float",
    "Double",
    "Boolean",
    "String",
    "DateTime",
    "Text",
    "UUID",
    "DataSet",
    "Bytes",
    "File",
    "Template",
)
INT64, FLOAT, DOUBLE, BOOLEAN = 4, 9, 10, 11
_SIGNED = {1: 8, 2: 16, 3: 32, INT64: 64}
_UNSIGNED = {5: 8, 6: 16, 7: 32, 8: 64}
_WIDTHS = {"int_value": 32, "long_value": 64}
_REAL = {"float_value", "double_value"}


class NotANumber(ValueError):
    """A value that is no number of its type; the message says why."""


class DoesNotFit(ValueError):
    """A number cannot be written in a type."""


def type_name(datatype: int) -> str:
    """Its name in the specification."""
    return _NAMES[datatype] if 0 <= datatype < len(_NAMES) else f"type {datatype}"


def is_number(datatype: int) -> bool:
    """Whether values of a type are numbers."""
    return datatype in {*_SIGNED, *_UNSIGNED, FLOAT, DOUBLE, BOOLEAN}


def number_in(field: str, raw: object, datatype: int) -> float:
    """The number that a value is.

    Negative numbers are two's complement in an unsigned field: some senders fill the field's
    width, others the type's, and what is neither is refused.

    Args:
        field: Which of the message's values it is.
        raw: What is in it.
        datatype: The type that the birth gives the metric.

    Raises:
        NotANumber: If it is none.
    """
    if field == "boolean_value" and datatype in {0, BOOLEAN}:
        return float(bool(raw))
    if field in _REAL and datatype in {0, FLOAT, DOUBLE} and isinstance(raw, float):
        return raw
    if field in _WIDTHS and isinstance(raw, int):
        if datatype in _SIGNED:
            return float(_signed(raw, _WIDTHS[field], datatype))
        if datatype in _UNSIGNED and raw < 1 << _UNSIGNED[datatype]:
            return float(raw)
    raise NotANumber(f"{field or 'nothing'} is no number of type {type_name(datatype)}")


def _signed(raw: int, width: int, datatype: int) -> int:
    bits = _SIGNED[datatype]
    highest = 1 << bits
    if highest <= raw < (1 << width) - (highest >> 1):
        raise NotANumber(f"{raw} does not fit in {type_name(datatype)}")
    low = raw % highest
    return low - highest if low >= highest >> 1 else low


def field_for(value: float, datatype: int) -> tuple[str, float | int | bool]:
    """Where a number is written, and what.

    Raises:
        DoesNotFit: If the type cannot hold it.
    """
    if datatype == DOUBLE:
        return "double_value", value
    if datatype == FLOAT:
        return "float_value", _single(value)
    if not float(value).is_integer():
        raise DoesNotFit(f"{value:g} does not fit in {type_name(datatype)}")
    whole = int(value)
    if datatype == BOOLEAN and whole in {0, 1}:
        return "boolean_value", bool(whole)
    if datatype in _UNSIGNED and 0 <= whole < 1 << _UNSIGNED[datatype]:
        return _integer_field(_UNSIGNED[datatype]), whole
    if datatype in _SIGNED and -(1 << _SIGNED[datatype] - 1) <= whole < 1 << _SIGNED[datatype] - 1:
        width = 64 if datatype == INT64 else 32
        return _integer_field(width), whole % (1 << width)
    raise DoesNotFit(f"{value:g} does not fit in {type_name(datatype)}")


def _integer_field(bits: int) -> str:
    return "long_value" if bits == 64 else "int_value"


def _single(value: float) -> float:
    try:
        held = float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError as error:
        raise DoesNotFit(f"{value:g} does not fit in Float") from error
    if not math.isfinite(held):
        raise DoesNotFit(f"{value:g} is no number")
    return held
