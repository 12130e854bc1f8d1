"""The quality of a value on the bus as a status code, as exactly as its reason allows."""

from __future__ import annotations

from asyncua import ua

from twin_plc_adapters.opcua.quality import status_of
from twin_schemas.vocabulary import Quality

_CODES = ua.StatusCodes
_CLASSES: dict[int, Quality] = {0b00: "good", 0b01: "uncertain", 0b10: "bad"}
_GENERAL: dict[Quality, int] = {
    "good": _CODES.Good,
    "uncertain": _CODES.Uncertain,
    "bad": _CODES.Bad,
}
_WORDS = {  # what adapters and model say by themselves, beside what sensors say
    "no connection": _CODES.BadNoCommunication,
    "just started": _CODES.BadWaitingForInitialData,
    "nothing newer": _CODES.UncertainLastUsableValue,
    "late": _CODES.UncertainLastUsableValue,
    "boundary condition": _CODES.UncertainSubNormal,
}
WAITING: int = _CODES.BadWaitingForInitialData
STALE: int = _CODES.UncertainLastUsableValue
NOBODY_COMMANDS_IT: int = _CODES.BadNotSupported


def code_of(quality: Quality, reason: str) -> int:
    """Status code of a value; its class is always that of the quality.

    >>> [ua.StatusCode(code_of("bad", word)).name for word in ("BadSensorFailure", "no idea")]
    ['BadSensorFailure', 'Bad']
    """
    if quality == "good":
        return int(_CODES.Good)
    for code in (_named(reason), _worded(reason), int(status_of(reason).value)):
        if class_of(code) == quality:
            return code
    return _GENERAL[quality]


def class_of(code: int) -> Quality:
    """Quality class of a status code (OPC 10000-4, 7.39)."""
    return _CLASSES.get(code >> 30, "bad")


def _named(reason: str) -> int:
    """The code that the plant's own server gave, which its adapter tells by name."""
    return int(vars(_CODES).get(reason, _CODES.Good)) if reason.isidentifier() else _CODES.Good


def _worded(reason: str) -> int:
    return next((code for word, code in _WORDS.items() if word in reason), int(_CODES.Good))
