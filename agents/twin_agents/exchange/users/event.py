"""The record of a change of a user."""

from __future__ import annotations

import json

from twin_schemas.access.directory import User
from twin_schemas.access_events import UserChanged
from twin_schemas.vocabulary import UserChange


def user_changed(
    user: User, change: UserChange, detail: str, author: str, time_ns: int
) -> UserChanged:
    """The record that a user is so from now on.

    Args:
        user: The user after the change.
        change: What was changed.
        detail: The role or right that was given or taken; empty for other changes.
        author: Who changed it.
        time_ns: When.
    """
    return UserChanged(
        user=user.name,
        identity=user.identity,
        roles=" ".join(user.roles),
        rights=json.dumps([right.to_dict() for right in user.rights]),
        disabled=user.disabled,
        change=change,
        detail=detail,
        author=author,
        time_ns=time_ns,
    )
