"""OPC UA status codes as quality, and back (OPC 10000-4, 7.39)."""

from __future__ import annotations

import functools

from asyncua import ua

from twin_schemas.vocabulary import Quality

_GOOD, _UNCERTAIN = 0, 0b01
_OVERFLOW = 0x480  # "the value is of a data change" and "the queue has run over" (7.39.1)
_OVERFLOWED = "the server's queue ran over: values are missing before now"

_CODES = {  # the first word that is part of a sensor's own counts
    "saturated": ua.StatusCodes.UncertainEngineeringUnitsExceeded,
    "sensor failed": ua.StatusCodes.BadSensorFailure,
    "open circuit": ua.StatusCodes.BadSensorFailure,
    "out of service": ua.StatusCodes.BadOutOfService,
    "sensor not accurate": ua.StatusCodes.UncertainSensorNotAccurate,
    "communication lost": ua.StatusCodes.UncertainLastUsableValue,
    "frozen": ua.StatusCodes.UncertainLastUsableValue,
    "not connected": ua.StatusCodes.BadNotConnected,
}


def quality_of(status: ua.StatusCode | None) -> tuple[Quality, str]:
    """Quality class and reason of a status code; no code means good, as the standard has it."""
    quality, reason, _gap = said_by(_GOOD if status is None else status.value)
    return quality, reason


@functools.cache
def said_by(code: int) -> tuple[Quality, str, str]:
    """Quality class and reason of a status code, and why values are missing before this one."""
    status = ua.StatusCode(code)
    gap = _OVERFLOWED if code & _OVERFLOW == _OVERFLOW else ""
    if status.is_good():
        return "good", "", gap
    return "uncertain" if code >> 30 == _UNCERTAIN else "bad", status.name, gap


def status_of(reason: str) -> ua.StatusCode:
    """Status code for a sensor's own word on why its value is not good."""
    if not reason:
        return ua.StatusCode(ua.StatusCodes.Good)
    for word, code in _CODES.items():
        if word in reason:
            return ua.StatusCode(code)
    return ua.StatusCode(ua.StatusCodes.Uncertain)
