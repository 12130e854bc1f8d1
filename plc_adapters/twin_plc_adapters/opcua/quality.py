"""OPC UA status codes as quality, and back (OPC 10000-4, 7.39)."""

from __future__ import annotations

from asyncua import ua

from twin_schemas.vocabulary import Quality

_UNCERTAIN = 0b01

_CODES = {
    "saturated": ua.StatusCodes.UncertainEngineeringUnitsExceeded,
    "sensor failed": ua.StatusCodes.BadSensorFailure,
    "frozen": ua.StatusCodes.UncertainLastUsableValue,
    "not connected": ua.StatusCodes.BadNotConnected,
}


def quality_of(status: ua.StatusCode | None) -> tuple[Quality, str]:
    """Quality class and reason of a status code; no code means good, as the standard has it."""
    if status is None or status.is_good():
        return "good", ""
    quality: Quality = "uncertain" if status.value >> 30 == _UNCERTAIN else "bad"
    return quality, status.name


def status_of(reason: str) -> ua.StatusCode:
    """Status code for a sensor's own word on why its value is not good."""
    if not reason:
        return ua.StatusCode(ua.StatusCodes.Good)
    for word, code in _CODES.items():
        if word in reason:
            return ua.StatusCode(code)
    return ua.StatusCode(ua.StatusCodes.Uncertain)
