"""Which TCP ports of this machine are free."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

from twin_bus.errors import TwinError


class PortTaken(TwinError):
    """Another program listens on a port that the instance needs."""


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Whether something listens on this loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False


def free_base() -> int:
    """First of forty free ports, below those which the system gives to connections (32768 on).

    Raises:
        PortTaken: If there are none.
    """
    for base in range(10_000 + os.getpid() % 400 * 50, 32_000, 50):
        if not any(is_taken(port) for port in range(base, base + 40)):
            return base
    raise PortTaken("forty free ports in a row were not found from 10000 to 32000")


def require_free(ports: Mapping[str, int]) -> None:
    """Checks ports before anything is started.

    Args:
        ports: Port by the name of what wants it.

    Raises:
        PortTaken: If any is taken; names all of them.
    """
    taken = [f"{port} ({name})" for name, port in ports.items() if is_taken(port)]
    if taken:
        raise PortTaken(
            f"another program listens on port {', '.join(taken)}; stop it, or choose other ports "
            "with TWIN_PORT_BASE, e.g. TWIN_PORT_BASE=9300"
        )
