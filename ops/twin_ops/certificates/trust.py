"""What the instance's own clients trust."""

from __future__ import annotations

import ssl

from twin_bus.errors import TwinError
from twin_bus.trust import trusting, trusting_nobody
from twin_ops.settings import Settings


class BadCertificate(TwinError):
    """A certificate or key of the instance is missing, damaged, too old or for another host."""


def verify(settings: Settings) -> ssl.SSLContext:
    """The `verify` of an HTTP client of this instance.

    Raises:
        BadCertificate: If the instance has TLS and no authority yet.
    """
    if settings.authority is None:
        return trusting_nobody()
    try:
        return trusting(settings.authority)
    except OSError as error:
        raise BadCertificate(
            f"{settings.authority}: {error}; TWIN_TLS is on, and this instance has no certificates "
            "yet: start it with `twin up`, or make them with `twin certs make`"
        ) from error
