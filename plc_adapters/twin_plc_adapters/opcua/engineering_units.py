"""Engineering units as OPC UA tells them (OPC 10000-8, 5.6.3)."""

from __future__ import annotations

from asyncua import ua

_NAMESPACE = "http://www.opcfoundation.org/UA/units/un/cefact"
_UNKNOWN = -1
_COMMON_CODES = {  # UN/ECE Recommendation 20
    "1": "C62",
    "%": "P1",
    "ppm": "59",
    "degC": "CEL",
    "K": "KEL",
    "bar": "BAR",
    "Pa": "PAL",
    "kg": "KGM",
    "kg/s": "KGS",
    "m": "MTR",
    "s": "SEC",
    "rpm": "RPM",
    "W": "WTT",
    "kW": "KWT",
    "MW": "MAW",
}


def unit_id(unit: str) -> int:
    """The number by which programs know a unit: its common code as bytes; -1 without one.

    >>> unit_id("degC"), unit_id("%"), unit_id("furlong")
    (4408652, 20529, -1)
    """
    code = _COMMON_CODES.get(unit)
    return int.from_bytes(code.encode(), "big") if code else _UNKNOWN


def engineering_unit(unit: str) -> ua.EUInformation:
    """What a variable's `EngineeringUnits` says; the name is the plant description's."""
    return ua.EUInformation(
        NamespaceUri=_NAMESPACE,
        UnitId=unit_id(unit),
        DisplayName=ua.LocalizedText(unit),
        Description=ua.LocalizedText(unit),
    )
