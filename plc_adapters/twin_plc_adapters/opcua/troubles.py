"""What is wrong with a link, in words that say what to do next."""

from __future__ import annotations

from asyncua import ua

from twin_bus.errors import TwinError
from twin_plc_adapters.opcua.security import LinkSecurity

_CODES = ua.StatusCodes
_USER = frozenset({
    _CODES.BadUserAccessDenied,
    _CODES.BadIdentityTokenInvalid,
    _CODES.BadIdentityTokenRejected,
})
_OURS = frozenset({
    _CODES.BadSecurityChecksFailed,
    _CODES.BadCertificateUntrusted,
    _CODES.BadCertificateTimeInvalid,
    _CODES.BadCertificateUriInvalid,
    _CODES.BadCertificateUseNotAllowed,
    _CODES.BadCertificateInvalid,
})


def explain(error: BaseException, security: LinkSecurity | None) -> str:
    """An error of the link as one sentence."""
    if isinstance(error, TwinError):
        return str(error)
    code = getattr(error, "code", None)
    if code in _USER and security is not None:
        who = f"the user {security.user}" if security.user else "anonymous users"
        return f"the server refuses {who}: set TWIN_OPCUA_USER and TWIN_OPCUA_PASSWORD_FILE"
    if code in _OURS and security is not None:
        return (
            f"the server refuses our certificate ({type(error).__name__}): have its people accept "
            f"the one in {security.identity}, `twin trust own` shows it"
        )
    return repr(error)
