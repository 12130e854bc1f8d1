"""Users, rights and sessions as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twin_agents.exchange.users.desk import HouseWithSessions
from twin_agents.exchange.value_text import iso
from twin_schemas.access import ROLES, Grant
from twin_schemas.access.directory import User
from twin_schemas.access_events import SessionChanged


def user_shown(user: User, house: HouseWithSessions) -> dict[str, Any]:
    """One user; nothing of the password but whether there is one."""
    return {
        "user": user.name,
        "roles": list(user.roles),
        "rights": [right.to_dict() for right in user.rights],
        "disabled": user.disabled,
        "identity": user.identity or None,
        "password": house.access.has_password(user.name),
        "sessions": len(house.sessions.open(user.name)),
        "changed": iso(house.users.changed_at(user.name)),
    }


def grants_shown(grants: Sequence[Grant]) -> list[dict[str, Any]]:
    """Rights, each with the role that gives it."""
    return [grant.right.to_dict() | {"role": grant.role or None} for grant in grants]


def session_shown(session: SessionChanged) -> dict[str, Any]:
    """One session."""
    return {
        "session": session.session,
        "user": session.user,
        "client": session.client,
        "began": iso(session.time_ns),
        "expires": iso(session.expires_ns),
    }


def roles_shown() -> list[dict[str, Any]]:
    """All roles with their rights."""
    return [
        {"role": role, "rights": [right.to_dict() for right in rights]}
        for role, rights in ROLES.items()
    ]
