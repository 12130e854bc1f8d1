"""Which servers a client believes to be the ones."""

from __future__ import annotations

import functools
import ssl
from pathlib import Path


@functools.cache
def trusting(ca: Path) -> ssl.SSLContext:
    """TLS settings of a client that trusts this authority and no other.

    Raises:
        OSError: If there is no such file, or no certificate in it.
    """
    return ssl.create_default_context(cafile=str(ca))


@functools.cache
def trusting_nobody() -> ssl.SSLContext:
    """TLS settings of a client that only talks unencrypted; any server with TLS is refused.

    To read the system's authorities, as HTTP clients do by default, would take 50 ms.
    """
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
