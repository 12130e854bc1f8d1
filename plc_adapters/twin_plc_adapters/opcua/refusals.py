"""Why a server refuses a write: its reason as a status code, and the code in words."""

from __future__ import annotations

from asyncua import ua

from twin_schemas.vocabulary import RefusalCause

REFUSAL = "Refusal"
"""Property of a writable variable: why its server has refused the newest write that it refused.

A status code has no room for the plant's own words, and asyncua sends no diagnostic information."""
_CODES = ua.StatusCodes
_BY_CAUSE: dict[RefusalCause, int] = {
    "tag": _CODES.BadNotWritable,
    "range": _CODES.BadOutOfRange,
    "mode": _CODES.BadInvalidState,
    "interlock": _CODES.BadLocked,
    "permissive": _CODES.BadRequestNotAllowed,
}
_WORDS = {
    _CODES.BadInvalidState: "the mode of its controller, or the state of its sequence, "
    "does not allow it",
    _CODES.BadLocked: "an interlock, or a sequence at rest, holds it",
    _CODES.BadRequestNotAllowed: "something that a start needs is missing",
    _CODES.BadOutOfRange: "the value is out of the range that it allows",
    _CODES.BadNotWritable: "it does not let this tag be written",
    _CODES.BadUserAccessDenied: "the user of the link may not write: see TWIN_OPCUA_USER",
    _CODES.BadTypeMismatch: "it expects a value of another type",
    _CODES.BadNodeIdUnknown: "it does not have this tag any more",
}


def code_of(cause: RefusalCause) -> int:
    """Status code by which the emulated plant answers; no other one tells as much of the reason."""
    return _BY_CAUSE[cause]


def noted(value: float, reason: str) -> str:
    """What the property says: the value that was refused, and why."""
    return f"{value:g}: {reason}"


def own_words(told: object, value: float) -> str:
    """The plant's own reason for refusing this value; empty if the property tells of another."""
    before, _, reason = str(told or "").partition(": ")
    return reason if before == f"{value:g}" else ""


def why_refused(error: ua.uaerrors.UaStatusCodeError, own: str = "") -> str:
    """The reason in words, with the name of the code for the people of the server.

    Args:
        error: The status code.
        own: The plant's own words, if it has any.
    """
    name = ua.StatusCode(error.code).name
    words = own or _WORDS.get(error.code)
    return f"{words} ({name})" if words else str(error)
