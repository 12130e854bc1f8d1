"""Why a server refuses a write, in words: it answers with a status code only."""

from __future__ import annotations

from asyncua import ua

_CODES = ua.StatusCodes
_WORDS = {
    _CODES.BadInvalidState: "its controller does not accept this value in its present state",
    _CODES.BadOutOfRange: "the value is out of the range that it allows",
    _CODES.BadNotWritable: "it does not let this tag be written",
    _CODES.BadUserAccessDenied: "the user of the link may not write: see TWIN_OPCUA_USER",
    _CODES.BadTypeMismatch: "it expects a value of another type",
    _CODES.BadNodeIdUnknown: "it does not have this tag any more",
}


def why_refused(error: ua.uaerrors.UaStatusCodeError) -> str:
    """The reason in words, with the name of the code for the people of the server."""
    name = ua.StatusCode(error.code).name
    words = _WORDS.get(error.code)
    return f"{words} ({name})" if words else str(error)
