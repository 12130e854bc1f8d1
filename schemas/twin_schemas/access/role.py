"""Roles: named sets of rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from twin_schemas.access.right import OWN, Right

_READ = Right(action="read")

ROLES: Mapping[str, tuple[Right, ...]] = {
    "viewer": (_READ,),
    "engineer": (_READ, Right(action="contracts"), Right(action="tune"), Right(action="draw")),
    "operator": (_READ, Right(action="command", origin="operator")),
    "supervisor": (
        _READ,
        Right(action="command", origin="operator"),
        Right(action="approve"),
        Right(action="audit"),
    ),
    "instructor": (_READ, Right(action="command", origin="instructor"), Right(action="train")),
    "system": (
        Right(action="read", tags=OWN),
        Right(action="supply", tags=OWN),
        Right(action="contracts", tags=OWN),
    ),
    "admin": (
        _READ,
        Right(action="command"),
        Right(action="approve"),
        Right(action="supply"),
        Right(action="contracts"),
        Right(action="audit"),
        Right(action="users"),
        Right(action="tune"),
        Right(action="draw"),
        Right(action="train"),
    ),
}
"""Rights of each role. `system` is for another system: what it owns is its own, and what it
consumes is granted by name."""


@dataclass(frozen=True)
class Grant:
    """A right, and where a user has it from.

    Attributes:
        right: The right.
        role: Role that gives it; empty for a right of the user's own.
    """

    right: Right
    role: str = ""

    @property
    def source(self) -> str:
        """Where it comes from, in words."""
        return f"role {self.role}" if self.role else "a right of their own"


def grants_of(roles: Iterable[str], own: Iterable[Right] = ()) -> tuple[Grant, ...]:
    """All rights of a user; a role that is not known gives none."""
    by_role = (Grant(right, role) for role in roles for right in ROLES.get(role, ()))
    return (*by_role, *(Grant(right) for right in own))
