"""Exit codes of the command line.

Every error is a `TwinError`; the ones here carry a code of their own. FOUND is no error: a check
has done its work and found something.
"""

from __future__ import annotations

from twin_bus.errors import TwinError

COMPLETED, FOUND, USAGE, REFUSED, FAILED, UNREACHABLE = 0, 1, 2, 3, 4, 5


class Usage(TwinError):
    """The command line asks for something that does not exist."""


class Unreachable(TwinError):
    """The instance, its exchange or its broker does not answer."""


class RefusedByRule(TwinError):
    """A rule, or a missing right, forbids what was asked for."""


class NotHealthy(TwinError):
    """Not every process became healthy in time."""


def exit_code(error: TwinError) -> int:
    """Exit code for an error that ends a command."""
    codes: dict[type[TwinError], int] = {
        Usage: USAGE,
        Unreachable: UNREACHABLE,
        RefusedByRule: REFUSED,
    }
    return next((code for kind, code in codes.items() if isinstance(error, kind)), FAILED)
