"""Who may change what the registry keeps; everybody may read it."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from twin_ops.kafka.grants import principal_of
from twin_ops.registry.errors import Forbidden, Unauthenticated

KEEPER = principal_of("exchange")


@dataclass(frozen=True)
class Doorkeeper:
    """Asks for the name and password that a principal has on Kafka, by HTTP Basic.

    Attributes:
        passwords: By principal; None where nobody has one, and then nothing is asked.
    """

    passwords: Mapping[str, str] | None = None

    def may_register(self, request: Request) -> None:
        """Lets every principal of the instance pass: each registers the contracts it has.

        Raises:
            Unauthenticated: If there is no name with its password.
        """
        if self.passwords is not None:
            self._principal(request, self.passwords)

    def may_keep(self, request: Request) -> None:
        """Lets the exchange pass, where contracts are decommissioned and get their levels.

        Raises:
            Unauthenticated: If there is no name with its password.
            Forbidden: If it is another principal's.
        """
        if self.passwords is None:
            return
        if (who := self._principal(request, self.passwords)) != KEEPER:
            raise Forbidden(f"{who} may register schemas; levels and ends are {KEEPER}'s")

    def _principal(self, request: Request, passwords: Mapping[str, str]) -> str:
        name, password = _given(request.headers.get("authorization", ""))
        known = passwords.get(name, "")
        if not known or not secrets.compare_digest(known.encode(), password.encode()):
            raise Unauthenticated("give a principal's name and password by HTTP Basic")
        return name


def _given(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    name, _, password = text.partition(":")
    return name, password
